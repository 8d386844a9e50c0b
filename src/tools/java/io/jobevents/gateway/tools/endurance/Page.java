package io.jobevents.gateway.tools.endurance;

import io.jobevents.gateway.tools.endurance.Bodies.Fate;
import io.jobevents.gateway.tools.soak.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One callback in the {@link Books}: the promises of its answers, and its records on the topics. Not thread-safe. */
final class Page {

    private final String mark;
    private final String quarantineKey;
    private final Fate fate;
    private final Moment moment;
    private final long sentNanos;
    private final Set<String> promised = new HashSet<>(2);
    private final Map<String, Integer> seen = new HashMap<>(2);
    private long promisedNanos;
    private int open;

    /**
     * @param quarantineKey the key of its body in the topic of rejected bodies
     * @param deliveries the number of times that it is sent
     */
    Page(String mark, String quarantineKey, Fate fate, Moment moment, int deliveries, long nanos) {
        this.mark = mark;
        this.quarantineKey = quarantineKey;
        this.fate = fate;
        this.moment = moment;
        this.sentNanos = nanos;
        this.open = deliveries;
    }

    Fate fate() {
        return fate;
    }

    Moment moment() {
        return moment;
    }

    String quarantineKey() {
        return quarantineKey;
    }

    /** @return whether the answer is allowed for such a callback */
    boolean answered(Answer answer, long nanos) {
        open--;
        return switch (answer) {
            case Answer.Kept kept -> {
                promised.addAll(kept.marks());
                promisedNanos = nanos;
                boolean rejected = kept.outcome().equals("rejected");
                yield rejected == (fate != Fate.PUBLISHED)
                        && (rejected || !kept.marks().contains(quarantineKey));
            }
            // The last three are of the balancer, for a gateway that has ended.
            case Answer.Refused(int status, String reason) -> status == 503 || status == 502 || status == 504;
            case Answer.Unanswered unanswered -> true;
        };
    }

    boolean isPromised() {
        return !promised.isEmpty();
    }

    /** @return whether the id was seen before */
    boolean saw(String id) {
        return seen.merge(id, 1, Integer::sum) > 1;
    }

    /** Promised ids that are on no topic. */
    Set<String> missing() {
        Set<String> missing = new HashSet<>(promised);
        missing.removeAll(seen.keySet());
        return missing;
    }

    /** Whether its body is still to be published by a replay. */
    boolean awaitsReplay() {
        return fate == Fate.REPLAYED && seen.containsKey(quarantineKey) && !hasEvent();
    }

    private boolean hasEvent() {
        return seen.keySet().stream().anyMatch(id -> id.startsWith(mark));
    }

    /** Ids on the topics that no answer named; empty until all answers are known. */
    Set<String> strangers() {
        if (open > 0 || !isPromised()) {
            return Set.of();
        }
        Set<String> strangers = new HashSet<>(seen.keySet());
        strangers.removeAll(promised);
        strangers.removeIf(id -> fate == Fate.REPLAYED && id.startsWith(mark));
        return strangers;
    }

    /** Whether a promised record is missing for longer than allowed. */
    boolean isLate(Duration allowed, long nanos) {
        return isPromised()
                && nanos - promisedNanos > allowed.toNanos()
                && !missing().isEmpty();
    }

    /** Whether nothing more is expected of it, and it has that age. */
    boolean isSettled(Duration age, long nanos) {
        return nanos - sentNanos > age.toNanos() && missing().isEmpty() && !awaitsReplay();
    }
}
