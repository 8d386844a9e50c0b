package io.jobevents.gateway.replay;

import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.record.Quarantine;
import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.record.Quarantined.Tombstone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/**
 * The open bodies without their contents, in a temporary SQLite file, so that memory does not grow with their number.
 * The file is removed with the process. Like compaction, it keeps the last copy of each key in each partition.
 *
 * <p>For one thread. Methods throw {@link UncheckedIOException} if the file cannot be written, as on a full disk. The
 * file takes at most half of the free space of the disk; {@link Kept#ROWS} take at most {@link #MAX_BYTES}, since a pod
 * may use only a part of the free space of its node.
 */
final class OpenBodies implements Entries, AutoCloseable {

    /** The columns that are kept of a body. */
    enum Kept {
        /** The columns to find it again and to count it; clustered by key. */
        PLACES(" PRIMARY KEY (partition, key)) WITHOUT ROWID"),
        /** The columns of a list, too; stored in the order of arrival, which is about the order of their times. */
        ROWS(" UNIQUE (partition, key))");

        private final String identity;

        Kept(String identity) {
            this.identity = identity;
        }
    }

    /** A database without a name: SQLite unlinks its file at once, so no file remains, however the run ends. */
    private static final String TEMPORARY = "jdbc:sqlite:";

    private static final String FOLDER = System.getProperty("java.io.tmpdir");
    /** The page cache, in KiB. */
    private static final int CACHE = 8 << 10;

    private static final int PAGE = 4096;
    private static final int MAX_TEXT = 256;
    /** The limit of the file for {@link Kept#ROWS}. Sorting them takes another quarter of it. */
    private static final long MAX_BYTES = 384L << 20;
    /**
     * With the offset, the key of a record without one, which no other record replaces. No key contains this character.
     */
    static final String NO_KEY = "\uFFFF";

    private final Connection connection;
    private final Kept kept;
    private final PreparedStatement open;
    private final PreparedStatement resolve;
    private Optional<ResultSet> cursor = Optional.empty();

    private OpenBodies(Connection connection, Kept kept) throws SQLException {
        this.connection = connection;
        this.kept = kept;
        this.open = connection.prepareStatement("INSERT OR REPLACE INTO open VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        this.resolve = connection.prepareStatement("DELETE FROM open WHERE partition = ? AND key = ?");
    }

    /** Creates the file in the folder for temporary files ({@code java.io.tmpdir}). */
    static OpenBodies create(Kept kept) {
        return create(kept, kept == Kept.ROWS ? MAX_BYTES : Long.MAX_VALUE);
    }

    /** @param maxBytes the limit of the file */
    static OpenBodies create(Kept kept, long maxBytes) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.OFF);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setCacheSize(-CACHE);
        config.setPageSize(PAGE);
        config.setTempStore(SQLiteConfig.TempStore.FILE);
        config.setTempStoreDirectory(FOLDER);
        try {
            Connection connection = config.createConnection(TEMPORARY);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA max_page_count = " + maxPages(maxBytes));
                statement.executeUpdate("CREATE TABLE open(partition INTEGER, key TEXT, place INTEGER, reason TEXT,"
                        + " source TEXT, time INTEGER, bytes INTEGER, type TEXT, detail TEXT,"
                        + kept.identity);
            }
            connection.setAutoCommit(false);
            return new OpenBodies(connection, kept);
        } catch (SQLException | IOException e) {
            throw failed(e);
        }
    }

    private static long maxPages(long maxBytes) throws IOException {
        long half = Files.getFileStore(Path.of(FOLDER)).getUsableSpace() / 2;
        return Math.clamp(Math.min(half, maxBytes) / PAGE, 16, Integer.MAX_VALUE);
    }

    Connection connection() {
        return connection;
    }

    void add(Body body) {
        boolean listed = kept == Kept.ROWS;
        String key = body.key().isEmpty() ? NO_KEY + body.place().offset() : body.key();
        try {
            open.setInt(1, body.place().partition());
            open.setString(2, key);
            open.setLong(3, body.place().offset());
            open.setString(4, body.reason().map(Reason::code).orElse(OpenFilter.OTHER));
            open.setString(5, listed ? Quarantine.printable(body.source(), MAX_TEXT) : "");
            open.setLong(6, OpenQueries.micros(body.receivedAt()));
            open.setLong(7, body.body().length);
            open.setString(8, listed ? Quarantine.printable(body.contentType().orElse(""), MAX_TEXT) : "");
            open.setString(9, listed ? body.detail() : "");
            open.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    void remove(Tombstone tombstone) {
        try {
            resolve.setInt(1, tombstone.place().partition());
            resolve.setString(2, tombstone.key());
            resolve.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Removes bodies that the topic no longer has.
     *
     * @param beginnings the beginning offset of each partition
     */
    void forget(Map<Integer, Long> beginnings) {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM open WHERE partition = ? AND place < ?")) {
            for (Map.Entry<Integer, Long> beginning : beginnings.entrySet()) {
                delete.setInt(1, beginning.getKey());
                delete.setLong(2, beginning.getValue());
                delete.executeUpdate();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public long count() {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM open")) {
            return result.getLong(1);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public Optional<OpenBody> next() {
        try {
            if (cursor.isEmpty()) {
                cursor = Optional.of(
                        connection.createStatement().executeQuery("SELECT * FROM open ORDER BY partition, place"));
            }
            ResultSet row = cursor.get();
            return row.next() ? Optional.of(OpenQueries.body(row)) : Optional.empty();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The key of the record; empty if it has none. */
    static String key(String kept) {
        return kept.startsWith(NO_KEY) ? "" : kept;
    }

    static UncheckedIOException failed(Exception e) {
        return new UncheckedIOException(
                "The keys of open bodies cannot be stored in " + FOLDER + ": " + e.getMessage(),
                e instanceof IOException disk ? disk : new IOException(e));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
