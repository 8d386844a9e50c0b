package io.jobevents.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.MDC;

/**
 * The fields of a line of the log: what its text says, for machines. In the JSON of production they stand under {@code
 * mdc}. A field holds an id, a word of a closed set or a number, and never what else a sender wrote.
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

    /** Has the line written, with these fields and then without them. */
    public void around(Runnable line) {
        fields.forEach(MDC::put);
        try {
            line.run();
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }
}
