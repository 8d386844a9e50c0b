package io.jobevents.gateway.console;

import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.replay.Verdict;
import io.jobevents.gateway.replay.Watcher;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Streams the progress of a run to its viewer, and stops the run when the client disconnects. For the thread of the
 * run.
 */
final class StreamWatcher implements Watcher {

    private static final long PAUSE = Duration.ofMillis(250).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EventStream stream;
    private final String prefix;
    private final String phase;
    private final boolean sendsVerdicts;
    private final BooleanSupplier stop;
    private long last = System.nanoTime() - PAUSE;

    private StreamWatcher(
            EventStream stream, String prefix, String phase, boolean sendsVerdicts, BooleanSupplier stop) {
        this.stream = stream;
        this.prefix = prefix;
        this.phase = phase;
        this.sendsVerdicts = sendsVerdicts;
        this.stop = stop;
    }

    /** For a list of open bodies. */
    static StreamWatcher ofQuery(EventStream stream) {
        return new StreamWatcher(stream, "", "", false, () -> false);
    }

    /**
     * For a replay or dismissal.
     *
     * @param phase the word for the second phase, after {@code reading}
     * @param sendsVerdicts whether an event is sent for each body
     * @param stop whether the gateway stops
     */
    static StreamWatcher ofRun(
            EventStream stream, String prefix, String phase, boolean sendsVerdicts, BooleanSupplier stop) {
        return new StreamWatcher(stream, prefix, phase, sendsVerdicts, stop);
    }

    @Override
    public void read(long done, long of) {
        if (phase.isEmpty()) {
            progress(false, out -> {
                out.writeNumberField("read", done);
                out.writeNumberField("of", of);
            });
        } else {
            progress("reading", done, of);
        }
    }

    @Override
    public void done(long done, long of) {
        progress(phase, done, of);
    }

    private void progress(String word, long done, long of) {
        progress(done == of, out -> {
            out.writeStringField("phase", word);
            out.writeNumberField("done", done);
            out.writeNumberField("of", of);
        });
    }

    private void progress(boolean last, JsonBody json) {
        long now = System.nanoTime();
        if (last || now - this.last >= PAUSE) {
            this.last = now;
            stream.send("progress", json); // dropped if the client is slow
        }
    }

    @Override
    public void judged(Body body, Verdict verdict) {
        if (sendsVerdicts) {
            stream.send(
                    "judged",
                    out -> {
                        out.writeNumberField("partition", body.place().partition());
                        out.writeNumberField("offset", body.place().offset());
                        out.writeStringField("verdict", BodyJson.word(verdict));
                        switch (verdict) {
                            case Verdict.Sound(var records) -> {
                                out.writeArrayFieldStart("events");
                                for (EventRecord record : records) {
                                    out.writeStartObject();
                                    out.writeStringField("id", record.id());
                                    out.writeStringField(
                                            "topic",
                                            prefix + "." + record.route().topic());
                                    out.writeEndObject();
                                }
                                out.writeEndArray();
                            }
                            case Verdict.AtFault(var rejection) ->
                                out.writeStringField(
                                        "reason", rejection.reason().code());
                            case Verdict.NoCallback noCallback -> {}
                            case Verdict.UnknownSource unknown -> {}
                        }
                    },
                    PATIENCE);
        }
    }

    @Override
    public boolean isStopped() {
        return stop.getAsBoolean() || !stream.isOpen();
    }
}
