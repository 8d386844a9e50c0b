package io.jobevents.gateway;

import io.jobevents.gateway.record.Origin;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * The configured sources: {@code default}, whose keys have no name and are the defaults of the others, and the named
 * ones.
 */
public final class Sources {

    private final Map<String, Source> byName = new TreeMap<>();

    private Sources() {}

    public static Sources of(GatewayConfig config) {
        Sources sources = new Sources();
        Set<String> buckets = Set.copyOf(config.accept().buckets().orElse(List.of()));
        int rejectedStatus = config.http().rejectedStatus();
        Optional<Integer> maxRate = config.http().maxRate();
        sources.add(new Source(Origin.DEFAULT, buckets, rejectedStatus, optional(maxRate)));
        config.sources()
                .forEach((name, keys) -> sources.add(new Source(
                        name,
                        keys.buckets().map(Set::copyOf).orElse(buckets),
                        keys.rejectedStatus().orElse(rejectedStatus),
                        optional(keys.maxRate().or(() -> maxRate)))));
        return sources;
    }

    private void add(Source source) {
        byName.put(source.name(), source);
    }

    private static OptionalInt optional(Optional<Integer> number) {
        return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /** In the order of their names. */
    public Collection<Source> all() {
        return byName.values();
    }

    public Source byDefault() {
        return named(Origin.DEFAULT).orElseThrow();
    }

    public Optional<Source> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
