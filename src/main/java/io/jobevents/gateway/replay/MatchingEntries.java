package io.jobevents.gateway.replay;

import io.jobevents.gateway.QuarantineTopic.Unreachable;
import io.jobevents.gateway.record.Quarantined.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The open bodies in {@link OpenIndex} that matched a filter at one moment. They are read in pages, so that others can
 * use the index in between. Bodies that were resolved meanwhile are left out. Bodies that arrived after that moment are
 * left out too, since the operator had not seen them.
 */
public final class MatchingEntries implements Entries {

    /** Each page reads the new records of the topic once, so that bodies resolved meanwhile are known. */
    private static final int PAGE = 500;

    /**
     * The state of the index at that moment.
     *
     * @param count the number of matching bodies
     * @param ends the last offset of an open body in each partition
     */
    private record Moment(long count, Map<Integer, Long> ends) {
        static Moment of(OpenQueries queries, OpenFilter filter) {
            return new Moment(queries.count(filter), queries.lastPlaces());
        }

        boolean holds(Place place) {
            return place.offset() <= ends.getOrDefault(place.partition(), -1L);
        }
    }

    private final OpenIndex index;
    private final OpenFilter filter;
    private final Watcher watcher;
    private final Moment moment;
    private final Deque<OpenBody> page = new ArrayDeque<>();
    private Place last = new Place(-1, -1);
    private boolean ended;

    private MatchingEntries(OpenIndex index, OpenFilter filter, Watcher watcher, Moment moment) {
        this.index = index;
        this.filter = filter;
        this.watcher = watcher;
        this.moment = moment;
        this.ended = moment.count() == 0;
    }

    /**
     * The matching bodies at this moment; none if the watcher stops the reading. Blocks.
     *
     * @throws Unreachable if Kafka fails
     */
    public static MatchingEntries of(OpenIndex index, OpenFilter filter, Watcher watcher) throws Unreachable {
        Moment moment =
                index.query(watcher, queries -> Moment.of(queries, filter)).orElse(new Moment(0, Map.of()));
        return new MatchingEntries(index, filter, watcher, moment);
    }

    @Override
    public long count() {
        return moment.count();
    }

    /** @throws UncheckedIOException if Kafka or the disk fails */
    @Override
    public Optional<OpenBody> next() {
        while (page.isEmpty() && !ended) {
            fetch();
        }
        return Optional.ofNullable(page.poll());
    }

    private void fetch() {
        try {
            List<OpenBody> following = index.query(watcher, queries -> queries.following(filter, last, PAGE))
                    .orElse(List.of());
            following.stream().filter(body -> moment.holds(body.place())).forEach(page::add);
            ended = following.size() < PAGE;
            if (!following.isEmpty()) {
                last = following.getLast().place();
            }
        } catch (Unreachable e) {
            throw new UncheckedIOException(String.valueOf(e.getMessage()), new IOException(e));
        }
    }
}
