package io.jobevents.gateway.console;

import io.jobevents.gateway.RecordTopics.Found;
import io.jobevents.gateway.RecordTopics.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The stream of a search: what was found goes out in small events, and a client that does not take them ends the search. */
final class SearchStream implements Watcher<RecordRow> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EventStream stream;
    private final Runnable stop;
    private Instant back;

    /** @param back everything since then counts as searched at first */
    SearchStream(EventStream stream, Runnable stop, Instant back) {
        this.stream = stream;
        this.stop = stop;
        this.back = back;
    }

    @Override
    public void found(List<RecordRow> matches) {
        for (int first = 0; first < matches.size(); first += LiveViewer.ROWS) {
            List<RecordRow> rows = matches.subList(first, Math.min(matches.size(), first + LiveViewer.ROWS));
            if (!stream.send("records", RecordRow.records(rows, 0), PATIENCE)) {
                stop.run();
                return;
            }
        }
    }

    @Override
    public void progress(long read, long of, Instant since) {
        back = since;
        stream.send("progress", out -> {
            out.writeNumberField("read", read);
            out.writeNumberField("of", of);
            out.writeStringField("back", since.toString());
        });
    }

    void end(Found found) {
        stream.send(
                "end",
                out -> {
                    out.writeBooleanField("complete", found.complete());
                    out.writeStringField("back", found.back().toString());
                },
                PATIENCE);
    }

    /** Ends with what was searched, and why it is no more. */
    void failed(String why) {
        stream.send(
                "end",
                out -> {
                    out.writeBooleanField("complete", false);
                    out.writeStringField("back", back.toString());
                    out.writeStringField("why", why);
                },
                PATIENCE);
    }
}
