package io.jobevents.gateway.replay;

import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.record.Quarantined.Place;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The queries on {@link OpenBodies} with {@link OpenBodies.Kept#ROWS}. For the thread of the bodies. */
public final class OpenQueries {

    /**
     * The number of open bodies with one reason and source.
     *
     * @param reason its code, or {@link OpenFilter#OTHER}
     */
    public record Group(String reason, String source, long count) {}

    /** The last body of a page of the list; the next page starts after it. */
    public record Mark(Place place, Instant receivedAt) {}

    private static final String NEWEST = " ORDER BY time DESC, partition DESC, place DESC LIMIT ?";
    private static final String PLACES = " ORDER BY partition, place LIMIT ?";

    private final OpenBodies bodies;

    OpenQueries(OpenBodies bodies) {
        this.bodies = bodies;
    }

    /** Creates the indexes, after all bodies are added. */
    void createIndexes() {
        try (Statement statement = bodies.connection().createStatement()) {
            statement.executeUpdate("CREATE INDEX IF NOT EXISTS newest ON open(time, partition, place)");
            statement.executeUpdate("CREATE INDEX IF NOT EXISTS places ON open(partition, place)");
        } catch (SQLException e) {
            throw OpenBodies.failed(e);
        }
    }

    /** The groups of matching bodies, the largest first. */
    public List<Group> groups(OpenFilter filter) {
        Condition condition = Condition.of(filter);
        String sql = "SELECT reason, source, count(*) AS bodies FROM open" + condition.sql()
                + " GROUP BY reason, source ORDER BY bodies DESC, reason, source";
        return query(sql, condition.values(), row -> new Group(row.getString(1), row.getString(2), row.getLong(3)));
    }

    /**
     * The newest matching bodies, the newest first.
     *
     * @param after empty for the first page
     */
    public List<OpenBody> newest(OpenFilter filter, Optional<Mark> after, int limit) {
        Condition condition = Condition.of(filter);
        after.ifPresent(mark -> condition.and(
                "(time, partition, place) < (?, ?, ?)",
                micros(mark.receivedAt()),
                mark.place().partition(),
                mark.place().offset()));
        return query("SELECT * FROM open" + condition.sql() + NEWEST, condition.with(limit), OpenQueries::body);
    }

    /** The matching bodies after a place, ordered by place. */
    public List<OpenBody> following(OpenFilter filter, Place after, int limit) {
        Condition condition = Condition.of(filter);
        condition.and("(partition, place) > (?, ?)", after.partition(), after.offset());
        return query("SELECT * FROM open" + condition.sql() + PLACES, condition.with(limit), OpenQueries::body);
    }

    /** The last offset of an open body in each partition that has one. */
    Map<Integer, Long> lastPlaces() {
        return query(
                        "SELECT partition, max(place) FROM open GROUP BY partition",
                        List.of(),
                        row -> new Place(row.getInt(1), row.getLong(2)))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Place::partition, Place::offset));
    }

    public Optional<OpenBody> at(Place place) {
        Condition condition = Condition.of(OpenFilter.ALL);
        condition.and("partition = ?", place.partition()).and("place = ?", place.offset());
        return query("SELECT * FROM open" + condition.sql(), condition.values(), OpenQueries::body).stream()
                .findFirst();
    }

    public long count(OpenFilter filter) {
        Condition condition = Condition.of(filter);
        return query("SELECT count(*) FROM open" + condition.sql(), condition.values(), row -> row.getLong(1))
                .getFirst();
    }

    /** The body in a row of the table. */
    static OpenBody body(ResultSet row) throws SQLException {
        return new OpenBody(
                new Place(row.getInt("partition"), row.getLong("place")),
                OpenBodies.key(row.getString("key")),
                Reason.ofCode(row.getString("reason")),
                row.getString("source"),
                Instant.EPOCH.plus(row.getLong("time"), ChronoUnit.MICROS),
                row.getLong("bytes"),
                row.getString("type"),
                row.getString("detail"));
    }

    /**
     * Microseconds since 1970, limited to a range without overflow, since a timestamp of a record may be any number.
     */
    static long micros(Instant time) {
        long seconds = Math.clamp(time.getEpochSecond(), -100_000_000_000L, 1_000_000_000_000L);
        return seconds * 1_000_000 + time.getNano() / 1_000;
    }

    /** Reads one row. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, List<Object> values, Reader<T> reader) {
        try (PreparedStatement statement = bodies.connection().prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            List<T> answers = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    answers.add(reader.read(rows));
                }
            }
            return answers;
        } catch (SQLException e) {
            throw OpenBodies.failed(e);
        }
    }

    /** The condition of a query, as SQL with parameters. */
    private static final class Condition {

        private final List<String> all = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        static Condition of(OpenFilter filter) {
            Condition condition = new Condition();
            condition.in("reason", List.copyOf(filter.reasons())).in("source", List.copyOf(filter.sources()));
            filter.since().ifPresent(time -> condition.and("time >= ?", micros(time)));
            filter.until().ifPresent(time -> condition.and("time < ?", micros(time)));
            if (!filter.text().isEmpty()) {
                condition.and(
                        "(instr(lower(detail), lower(?)) > 0 OR substr(key, 1, 1) <> ? AND instr(lower(key), lower(?)) > 0)",
                        filter.text(),
                        OpenBodies.NO_KEY,
                        filter.text());
            }
            return condition;
        }

        private Condition in(String column, List<String> words) {
            return words.isEmpty()
                    ? this
                    : and(
                            column + " IN (" + String.join(", ", Collections.nCopies(words.size(), "?")) + ")",
                            words.toArray());
        }

        Condition and(String sql, Object... of) {
            all.add(sql);
            values.addAll(List.of(of));
            return this;
        }

        String sql() {
            return all.isEmpty() ? "" : " WHERE " + String.join(" AND ", all);
        }

        List<Object> values() {
            return values;
        }

        List<Object> with(int limit) {
            values.add(limit);
            return values;
        }
    }
}
