package io.jobevents.gateway.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who watches what comes in. Few rows are kept between two flushes, and what a slow stream does not take is lost to this
 * viewer alone: all that is not sent is counted. Thread-safe.
 */
final class LiveViewer {

    /** Rows from one flush to the next. */
    static final int ROWS = 25;

    /** Where events go: to a stream that may refuse them. */
    @FunctionalInterface
    interface Sink {
        /** Says whether the event is on its way; does not block. */
        boolean send(String event, JsonBody json);
    }

    /**
     * Whether records are read.
     *
     * @param why not, or why not of all topics
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
    /** Guarded by this, as is what follows. */
    private List<RecordRow> rows = new ArrayList<>(ROWS);

    private long skipped;
    private Optional<State> due;

    /** @param state is told first */
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

    /** Sends what is there. For the one thread that flushes. */
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
