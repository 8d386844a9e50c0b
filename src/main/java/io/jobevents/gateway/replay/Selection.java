package io.jobevents.gateway.replay;

import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.record.Quarantined.Body;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Selects bodies by all of these criteria.
 *
 * @param reasons empty for all
 * @param since received at that time or later
 * @param until received before that time
 * @param keys empty for all
 * @param source the name of their source; empty for all
 */
public record Selection(
        Set<Reason> reasons,
        Optional<Instant> since,
        Optional<Instant> until,
        Set<String> keys,
        Optional<String> source) {

    /** Every body. */
    public static final Selection ALL =
            new Selection(Set.of(), Optional.empty(), Optional.empty(), Set.of(), Optional.empty());

    public Selection {
        reasons = Set.copyOf(reasons);
        keys = Set.copyOf(keys);
    }

    boolean takes(Body body) {
        return (reasons.isEmpty() || body.reason().filter(reasons::contains).isPresent())
                && since.filter(body.receivedAt()::isBefore).isEmpty()
                && until.filter(time -> !body.receivedAt().isBefore(time)).isEmpty()
                && (keys.isEmpty() || keys.contains(body.key()))
                && source.filter(name -> !name.equals(body.source())).isEmpty();
    }
}
