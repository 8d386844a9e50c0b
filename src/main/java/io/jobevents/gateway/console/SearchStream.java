package io.jobevents.gateway.console;

import io.jobevents.gateway.RecordTopics.Found;
import io.jobevents.gateway.RecordTopics.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Streams the matches of a search in small events. Stops the search if the client does not read them in time. */
final class SearchStream implements Watcher<RecordRow> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EventStream stream;
    private final Runnable stop;
    private Instant back;

    /** @param back the end of the search's span; moves back with its progress */
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

    /** Ends the stream with the reason of a failure, and the time to which the search got. */
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
