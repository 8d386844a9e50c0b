package io.jobevents.gateway.replay;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Selects open bodies by all of these criteria.
 *
 * @param reasons their codes, or {@value #OTHER} for those that this version does not know; empty for all
 * @param sources empty for all
 * @param since received at that time or later
 * @param until received before that time
 * @param text contained in the key or the detail, ignoring the case of ASCII letters; empty for all
 */
public record OpenFilter(
        Set<String> reasons, Set<String> sources, Optional<Instant> since, Optional<Instant> until, String text) {

    /** The word for reasons that this version does not know. */
    public static final String OTHER = "other";

    /** Every open body. */
    public static final OpenFilter ALL = new OpenFilter(Set.of(), Set.of(), Optional.empty(), Optional.empty(), "");

    public OpenFilter {
        reasons = Set.copyOf(reasons);
        sources = Set.copyOf(sources);
    }
}
