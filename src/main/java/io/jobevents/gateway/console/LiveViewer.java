package io.jobevents.gateway.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One viewer of the live view. Keeps at most {@link #ROWS} rows between two flushes. Rows beyond that, and rows that a
 * slow stream refuses, are skipped and counted, for this viewer alone. Thread-safe.
 */
final class LiveViewer {

    /** The most rows per flush. */
    static final int ROWS = 25;

    /** A stream of events that may refuse one. */
    @FunctionalInterface
    interface Sink {
        /** Whether the event was accepted. Does not block. */
        boolean send(String event, JsonBody json);
    }

    /**
     * Whether records are read.
     *
     * @param why the reason why none are read, or not those of all topics
     */
    record State(boolean following, Optional<String> why) {
        JsonBody json() {
            return out -> {
                out.writeBooleanField("following", following);
                if (why.isPresent()) {
                    out.writeStringField("why", why.get());
                }
            };
        }
    }

    private final RecordFilter filter;
    private final Sink sink;
    /** Guarded by this, like the fields below. */
    private List<RecordRow> rows = new ArrayList<>(ROWS);

    private long skipped;
    private Optional<State> due;

    /** @param state sent with the first flush */
    LiveViewer(RecordFilter filter, Sink sink, State state) {
        this.filter = filter;
        this.sink = sink;
        this.due = Optional.of(state);
    }

    void offer(Candidate candidate) {
        if (filter.matches(candidate)) {
            keep(candidate);
        }
    }

    private synchronized void keep(Candidate candidate) {
        if (rows.size() < ROWS) {
            rows.add(candidate.row());
        } else {
            skipped++;
        }
    }

    synchronized void skipped(long records) {
        skipped += records;
    }

    synchronized void changed(State state) {
        due = Optional.of(state);
    }

    /** Sends the kept rows and a changed state. For the one thread that flushes. */
    void flush() {
        Optional<State> state;
        List<RecordRow> sent;
        long left;
        synchronized (this) {
            state = due;
            due = Optional.empty();
            sent = rows;
            left = skipped;
            rows = new ArrayList<>(ROWS);
            skipped = 0;
        }
        if (state.isPresent() && !sink.send("state", state.get().json())) {
            again(state.get());
        }
        if ((!sent.isEmpty() || left > 0) && !sink.send("records", RecordRow.records(sent, left))) {
            skipped(left + sent.size());
        }
    }

    private synchronized void again(State state) {
        if (due.isEmpty()) {
            due = Optional.of(state);
        }
    }
}
