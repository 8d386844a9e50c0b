package io.jobevents.gateway;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** Collects the lines of a logger until closed. */
public final class LogCapture extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> fields = new CopyOnWriteArrayList<>();

    private LogCapture(Logger logger) {
        this.logger = logger;
    }

    /** @param logger name; empty for the root logger */
    public static LogCapture of(String logger) {
        LogCapture capture = new LogCapture(Logger.getLogger(logger));
        capture.logger.addHandler(capture);
        return capture;
    }

    /** Level and text of each line, with stack traces. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The structured fields of each line. */
    public List<Map<String, String>> fields() {
        return List.copyOf(fields);
    }

    @Override
    public void publish(LogRecord entry) {
        String text = entry instanceof ExtLogRecord extended ? extended.getFormattedMessage() : entry.getMessage();
        lines.add(entry.getLevel() + " " + text);
        fields.add(entry instanceof ExtLogRecord extended ? extended.getMdcCopy() : Map.of());
        for (Throwable thrown = entry.getThrown(); thrown != null; thrown = thrown.getCause()) {
            lines.add(thrown.toString());
        }
    }

    @Override
    public void flush() {
        // Lines are not buffered.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
