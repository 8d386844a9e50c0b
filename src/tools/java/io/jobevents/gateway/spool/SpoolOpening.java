package io.jobevents.gateway.spool;

import io.jobevents.gateway.Spool.Entry;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process that opens a spool, keeps one record and ends: with status 0 whether or not the disk accepts it, and with
 * another one if the process is killed by a signal.
 */
public final class SpoolOpening {

    private SpoolOpening() {}

    /** @param arguments the folder of the spool */
    public static void main(String[] arguments) {
        EventRecord record = new EventRecord(
                "j1-0123456789abcdef",
                Route.QUARANTINE,
                "j1",
                List.of(),
                "{}".getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);
        try (SpoolStore store = new SpoolStore(Path.of(arguments[0]), Clock.systemUTC(), totals -> {})) {
            store.write(file -> file.insert(List.of(new Entry(record, Optional.empty(), Optional.empty()))));
            System.out.println("kept");
        } catch (SQLException | IOException refused) {
            System.out.println("refused: " + refused.getMessage());
        }
    }
}
