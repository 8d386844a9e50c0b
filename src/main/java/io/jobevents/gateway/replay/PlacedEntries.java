package io.jobevents.gateway.replay;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A list of open bodies, sorted by place. */
public final class PlacedEntries implements Entries {

    private final int count;
    private final Deque<OpenBody> left;

    public PlacedEntries(List<OpenBody> bodies) {
        this.count = bodies.size();
        this.left = new ArrayDeque<>(bodies.stream()
                .sorted(Comparator.comparing((OpenBody body) -> body.place().partition())
                        .thenComparing(body -> body.place().offset()))
                .toList());
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public Optional<OpenBody> next() {
        return Optional.ofNullable(left.poll());
    }
}
