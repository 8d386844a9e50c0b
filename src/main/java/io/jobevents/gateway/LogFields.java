package io.jobevents.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.MDC;

/**
 * The structured fields of a log line. The JSON log of production has them under {@code mdc}. A field holds an id, a
 * word of a closed set or a number, never other text of a sender.
 */
public final class LogFields {

    private final Map<String, String> fields = new LinkedHashMap<>();

    private LogFields() {}

    public static LogFields of(String name, String value) {
        return new LogFields().and(name, value);
    }

    /** Adds another field. */
    public LogFields and(String name, String value) {
        fields.put(name, value);
        return this;
    }

    /** Adds another field, if it is present. */
    public LogFields and(String name, Optional<String> value) {
        value.ifPresent(present -> fields.put(name, present));
        return this;
    }

    /** Runs the logging call with these fields in the MDC, and removes them afterwards. */
    public void around(Runnable line) {
        fields.forEach(MDC::put);
        try {
            line.run();
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }
}
