package io.jobevents.gateway.replay;

import io.jobevents.gateway.QuarantineTopic.Unreachable;
import io.jobevents.gateway.record.Quarantined.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The open bodies that match a filter, out of {@link OpenIndex}, a page at a time: in between others look, and what was resolved
 * meanwhile is left out.
 */
public final class MatchingEntries implements Entries {

    private static final int PAGE = 200;

    private final OpenIndex index;
    private final OpenFilter filter;
    private final Watcher watcher;
    private final long count;
    private final Deque<OpenBody> page = new ArrayDeque<>();
    private Place last = new Place(-1, -1);
    private long handed;

    private MatchingEntries(OpenIndex index, OpenFilter filter, Watcher watcher, long count) {
        this.index = index;
        this.filter = filter;
        this.watcher = watcher;
        this.count = count;
    }

    /**
     * Those of this moment. Blocks.
     *
     * @throws Unreachable if Kafka fails
     */
    public static MatchingEntries of(OpenIndex index, OpenFilter filter, Watcher watcher) throws Unreachable {
        long count = index.look(watcher, queries -> queries.count(filter)).orElse(0L);
        return new MatchingEntries(index, filter, watcher, count);
    }

    @Override
    public long count() {
        return count;
    }

    /** @throws UncheckedIOException if Kafka fails, or the disk */
    @Override
    public Optional<OpenBody> next() {
        if (page.isEmpty() && handed < count) {
            page.addAll(nextPage());
        }
        Optional<OpenBody> next = Optional.ofNullable(page.poll());
        next.ifPresent(body -> last = body.place());
        handed++;
        return handed <= count ? next : Optional.empty();
    }

    private List<OpenBody> nextPage() {
        try {
            return index.look(watcher, queries -> queries.following(filter, last, PAGE))
                    .orElse(List.of());
        } catch (Unreachable e) {
            throw new UncheckedIOException(new IOException(e.getMessage(), e));
        }
    }
}
