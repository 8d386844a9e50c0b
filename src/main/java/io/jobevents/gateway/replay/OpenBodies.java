package io.jobevents.gateway.replay;

import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.record.Quarantined.Place;
import io.jobevents.gateway.record.Quarantined.Tombstone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/**
 * The places of open bodies, in a temporary file that ends with the process: the memory that they take does not grow with their number. What
 * is in it is what compaction would leave, the last copy of each key in each partition.
 *
 * <p>Filled first, then read in the order of places. For one thread; its methods throw {@link UncheckedIOException} where the
 * file cannot be written, as on a full disk.
 */
final class OpenBodies implements AutoCloseable {

    /** An open body, as far as it is known without reading it again. */
    record Entry(Place place, Optional<Reason> reason) {}

    /** A database without a name: SQLite makes its file without one, too, so none is left behind, however the run ends. */
    private static final String TEMPORARY = "jdbc:sqlite:";

    private static final String FOLDER = System.getProperty("java.io.tmpdir");
    /** Kilobytes of pages. */
    private static final int CACHE = 16 << 10;

    private final Connection connection;
    private final PreparedStatement open;
    private final PreparedStatement resolve;
    private Optional<ResultSet> cursor = Optional.empty();

    private OpenBodies(Connection connection) throws SQLException {
        this.connection = connection;
        this.open = connection.prepareStatement("INSERT OR REPLACE INTO open VALUES (?, ?, ?, ?)");
        this.resolve = connection.prepareStatement("DELETE FROM open WHERE partition = ? AND key = ?");
    }

    /** In the folder for temporary files ({@code java.io.tmpdir}). */
    static OpenBodies create() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.OFF);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setCacheSize(-CACHE);
        config.setTempStore(SQLiteConfig.TempStore.FILE);
        config.setTempStoreDirectory(FOLDER);
        try {
            Connection connection = config.createConnection(TEMPORARY);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("CREATE TABLE open(partition INTEGER, key TEXT, place INTEGER, reason TEXT,"
                        + " PRIMARY KEY (partition, key)) WITHOUT ROWID");
            }
            connection.setAutoCommit(false);
            return new OpenBodies(connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    void add(Body body) {
        try {
            open.setInt(1, body.place().partition());
            open.setString(2, body.key());
            open.setLong(3, body.place().offset());
            open.setString(4, body.reason().map(Reason::code).orElse(""));
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

    long count() {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM open")) {
            return result.getLong(1);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The next in the order of places, from the first on; empty after the last. */
    Optional<Entry> next() {
        try {
            if (cursor.isEmpty()) {
                cursor = Optional.of(connection
                        .createStatement()
                        .executeQuery("SELECT partition, place, reason FROM open ORDER BY partition, place"));
            }
            ResultSet row = cursor.get();
            return row.next()
                    ? Optional.of(new Entry(new Place(row.getInt(1), row.getLong(2)), Reason.ofCode(row.getString(3))))
                    : Optional.empty();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static UncheckedIOException failed(SQLException e) {
        return new UncheckedIOException(
                new IOException("The keys of open bodies cannot be kept in " + FOLDER + ": " + e.getMessage(), e));
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
