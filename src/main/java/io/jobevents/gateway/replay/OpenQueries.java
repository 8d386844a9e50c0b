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

/** Questions about {@link OpenBodies} whose rows are kept. For one thread, the same as theirs. */
public final class OpenQueries {

    /**
     * How many open bodies there are of one reason and source.
     *
     * @param reason its word, or {@link OpenFilter#OTHER}
     */
    public record Group(String reason, String source, long count) {}

    /** A place of the list, newest first, after which it goes on. */
    public record Mark(Place place, Instant receivedAt) {}

    private static final String NEWEST = " ORDER BY time DESC, partition DESC, place DESC LIMIT ?";
    private static final String PLACES = " ORDER BY partition, place LIMIT ?";

    private final OpenBodies bodies;

    OpenQueries(OpenBodies bodies) {
        this.bodies = bodies;
    }

    /** Makes the questions quick, once all bodies are in. */
    void order() {
        try (Statement statement = bodies.connection().createStatement()) {
            statement.executeUpdate("CREATE INDEX IF NOT EXISTS newest ON open(time, partition, place)");
            statement.executeUpdate("CREATE INDEX IF NOT EXISTS places ON open(partition, place)");
        } catch (SQLException e) {
            throw OpenBodies.failed(e);
        }
    }

    /** All that match, the largest first. */
    public List<Group> groups(OpenFilter filter) {
        Condition condition = Condition.of(filter);
        String sql = "SELECT reason, source, count(*) AS bodies FROM open" + condition.sql()
                + " GROUP BY reason, source ORDER BY bodies DESC, reason, source";
        return ask(sql, condition.values(), row -> new Group(row.getString(1), row.getString(2), row.getLong(3)));
    }

    /** The newest that match, the newest of them first. @param after empty for the beginning of the list */
    public List<OpenBody> newest(OpenFilter filter, Optional<Mark> after, int limit) {
        Condition condition = Condition.of(filter);
        after.ifPresent(mark -> condition.and(
                "(time, partition, place) < (?, ?, ?)",
                micros(mark.receivedAt()),
                mark.place().partition(),
                mark.place().offset()));
        return ask("SELECT * FROM open" + condition.sql() + NEWEST, condition.with(limit), OpenQueries::body);
    }

    /** Those that match after a place, in the order of places. */
    public List<OpenBody> following(OpenFilter filter, Place after, int limit) {
        Condition condition = Condition.of(filter);
        condition.and("(partition, place) > (?, ?)", after.partition(), after.offset());
        return ask("SELECT * FROM open" + condition.sql() + PLACES, condition.with(limit), OpenQueries::body);
    }

    /** The last place of each partition that has any. */
    Map<Integer, Long> lastPlaces() {
        return ask(
                        "SELECT partition, max(place) FROM open GROUP BY partition",
                        List.of(),
                        row -> new Place(row.getInt(1), row.getLong(2)))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Place::partition, Place::offset));
    }

    public Optional<OpenBody> at(Place place) {
        Condition condition = Condition.of(OpenFilter.ALL);
        condition.and("partition = ?", place.partition()).and("place = ?", place.offset());
        return ask("SELECT * FROM open" + condition.sql(), condition.values(), OpenQueries::body).stream()
                .findFirst();
    }

    public long count(OpenFilter filter) {
        Condition condition = Condition.of(filter);
        return ask("SELECT count(*) FROM open" + condition.sql(), condition.values(), row -> row.getLong(1))
                .getFirst();
    }

    /** A row of the table. */
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

    /** A record's timestamp may be any number. */
    static long micros(Instant time) {
        long seconds = Math.clamp(time.getEpochSecond(), -100_000_000_000L, 1_000_000_000_000L);
        return seconds * 1_000_000 + time.getNano() / 1_000;
    }

    /** Reads one row. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> ask(String sql, List<Object> values, Reader<T> reader) {
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

    /** What rows have to be, as SQL. */
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
