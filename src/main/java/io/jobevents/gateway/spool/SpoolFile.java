package io.jobevents.gateway.spool;

import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.Spool.Entry;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Route;
import io.jobevents.gateway.record.Route.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The spool's database, one table: each row is a record as it will stand on its topic.
 *
 * <pre>
 * record(number, id, topic, substitute, key, headers, value, received_at, size, refusal)
 *   number       the order of arrival
 *   topic        without the prefix; substitute: the topics that stand in where that one is missing, with commas, or null
 *   headers      a JSON object
 *   received_at  milliseconds since 1970
 *   size         bytes of the row, as counted against gateway.spool.max-size
 *   refusal      why Kafka will never take the record; null for those that wait. Set it to null to have it tried again
 * </pre>
 *
 * <p>Write-ahead log, synced with each commit. Other processes may read and change rows meanwhile, except with
 * {@link SpoolAccess#EXCLUSIVE}. For one thread.
 */
final class SpoolFile implements AutoCloseable {

    /** A row that waits. */
    record Row(long number, EventRecord record, long size) {
        Held held() {
            return new Held(size, record.route().kind() == Kind.QUARANTINE, false);
        }
    }

    /** Count and size of all rows. */
    record Totals(
            long waiting, long aside, long bytes, long asideBytes, long quarantineBytes, Optional<Instant> oldest) {}

    /** Between names of topics, which cannot hold it. */
    private static final String SEPARATOR = ",";

    private static final int BUSY_MILLIS = 2000;
    private static final int LOG_LIMIT = 64 << 20;

    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement setAside;
    private final PreparedStatement next;

    private SpoolFile(Connection connection) throws SQLException {
        this.connection = connection;
        this.insert = connection.prepareStatement(
                "INSERT INTO record(id, topic, substitute, key, headers, value, received_at, size, refusal)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        this.delete = connection.prepareStatement("DELETE FROM record WHERE number = ? RETURNING size, topic, refusal");
        this.setAside = connection.prepareStatement("UPDATE record SET refusal = ? WHERE number = ?");
        this.next = connection.prepareStatement(
                "SELECT number, id, topic, substitute, key, headers, value, received_at, size FROM record"
                        + " WHERE refusal IS NULL AND number > ? ORDER BY number");
    }

    /**
     * Opens the file, or creates it.
     *
     * @throws SQLException if it cannot be written, or is not a spool
     */
    static SpoolFile open(Path path, SpoolAccess access) throws SQLException {
        Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + path);
        try {
            try (Statement statement = connection.createStatement()) {
                // First: the log's index is created at the first access to the file.
                statement.execute("PRAGMA locking_mode = " + access.lockingMode());
                statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = FULL");
                statement.execute("PRAGMA journal_size_limit = " + LOG_LIMIT);
            }
            SpoolSchema.make(connection);
            connection.setAutoCommit(false);
            return new SpoolFile(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Adds rows to the open transaction, and returns their numbers. */
    List<Long> insert(List<Entry> entries) throws SQLException {
        List<Long> numbers = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            EventRecord record = entry.record();
            insert.setString(1, record.id());
            insert.setString(2, record.route().topic());
            insert.setString(3, substitutes(record.route()));
            insert.setString(4, record.key());
            insert.setString(5, HeadersJson.write(record.headers()));
            insert.setBytes(6, record.value());
            insert.setLong(7, record.receivedAt().toEpochMilli());
            insert.setLong(8, Held.size(record));
            insert.setString(9, orNull(entry.refusal().map(Cause::code)));
            insert.executeUpdate();
            try (ResultSet key = insert.getGeneratedKeys()) {
                numbers.add(key.getLong(1));
            }
        }
        return numbers;
    }

    private static @Nullable String substitutes(Route route) {
        return route.substitutes().isEmpty() ? null : String.join(SEPARATOR, route.substitutes());
    }

    private static List<String> substitutes(@Nullable String written) {
        return written == null ? List.of() : List.of(written.split(SEPARATOR));
    }

    private static @Nullable String orNull(Optional<String> text) {
        return text.isPresent() ? text.get() : null;
    }

    /** Deletes a row in the open transaction, and returns its content, if it still existed. */
    Optional<Held> delete(long number) throws SQLException {
        delete.setLong(1, number);
        try (ResultSet deleted = delete.executeQuery()) {
            return deleted.next()
                    ? Optional.of(new Held(
                            deleted.getLong(1),
                            deleted.getString(2).equals(Route.QUARANTINE.topic()),
                            deleted.getString(3) != null))
                    : Optional.empty();
        }
    }

    /** Marks a row as refused for good, in the open transaction. */
    void setAside(long number, Cause refusal) throws SQLException {
        setAside.setString(1, refusal.code());
        setAside.setLong(2, number);
        setAside.executeUpdate();
    }

    /** Those that Kafka refuses for good. */
    AsideRows aside() {
        return new AsideRows(connection);
    }

    /** Ends the transaction: what was done in it is on disk. */
    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    /**
     * The rows that wait, oldest first, after that number; no more than so many, and about so many bytes.
     *
     * @param leftOut numbers of rows to pass over, whose values are not read
     */
    List<Row> next(long after, int limit, long maxBytes, LongPredicate leftOut) throws SQLException {
        List<Row> rows = new ArrayList<>();
        next.setLong(1, after);
        long bytes = 0;
        try (ResultSet result = next.executeQuery()) {
            while (rows.size() < limit && bytes < maxBytes && result.next()) {
                if (!leftOut.test(result.getLong(1))) {
                    Row row = row(result);
                    rows.add(row);
                    bytes += row.size();
                }
            }
        }
        return rows;
    }

    private static Row row(ResultSet result) throws SQLException {
        EventRecord record = new EventRecord(
                result.getString(2),
                Route.of(result.getString(3), substitutes(result.getString(4))),
                result.getString(5),
                HeadersJson.read(result.getString(6)),
                result.getBytes(7),
                Instant.ofEpochMilli(result.getLong(8)));
        return new Row(result.getLong(1), record, result.getLong(9));
    }

    Totals totals() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT count(*) FILTER (WHERE refusal IS NULL), count(refusal), coalesce(sum(size), 0),"
                                + " coalesce(sum(size) FILTER (WHERE refusal IS NOT NULL), 0),"
                                + " coalesce(sum(size) FILTER (WHERE topic = '" + Route.QUARANTINE.topic() + "'), 0),"
                                + " min(received_at) FILTER (WHERE refusal IS NULL) FROM record")) {
            long oldest = result.getLong(6);
            Optional<Instant> received =
                    result.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(oldest));
            return new Totals(
                    result.getLong(1),
                    result.getLong(2),
                    result.getLong(3),
                    result.getLong(4),
                    result.getLong(5),
                    received);
        }
    }

    /** Its file on the disk. */
    SpoolUpkeep upkeep() {
        return new SpoolUpkeep(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
