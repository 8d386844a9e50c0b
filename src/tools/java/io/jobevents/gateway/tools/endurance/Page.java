package io.jobevents.gateway.tools.endurance;

import io.jobevents.gateway.tools.endurance.Bodies.Fate;
import io.jobevents.gateway.tools.soak.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One callback in the books: what was promised of it, and what was seen of it on the topics. Not thread-safe. */
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
     * @param quarantineKey what its body would have as a key among the rejected ones
     * @param deliveries how often it is sent
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

    /** @return whether the answer is one that such a callback may get */
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
            // The last three are the balancer's, of a gateway that went away.
            case Answer.Refused(int status, String reason) -> status == 503 || status == 502 || status == 504;
            case Answer.Unanswered unanswered -> true;
        };
    }

    boolean isPromised() {
        return !promised.isEmpty();
    }

    /** @return whether it was seen before */
    boolean saw(String id) {
        return seen.merge(id, 1, Integer::sum) > 1;
    }

    /** What was promised and is on no topic. */
    Set<String> missing() {
        Set<String> missing = new HashSet<>(promised);
        missing.removeAll(seen.keySet());
        return missing;
    }

    /** Whether a body that a replay brings back has not come back. */
    boolean awaitsReplay() {
        return fate == Fate.REPLAYED && seen.containsKey(quarantineKey) && !hasEvent();
    }

    private boolean hasEvent() {
        return seen.keySet().stream().anyMatch(id -> id.startsWith(mark));
    }

    /** Ids on the topics that no answer named, of a callback of which all answers are known. */
    Set<String> strangers() {
        if (open > 0 || !isPromised()) {
            return Set.of();
        }
        Set<String> strangers = new HashSet<>(seen.keySet());
        strangers.removeAll(promised);
        strangers.removeIf(id -> fate == Fate.REPLAYED && id.startsWith(mark));
        return strangers;
    }

    /** Whether it waits for longer than that since it was promised. */
    boolean isLate(Duration allowed, long nanos) {
        return isPromised()
                && nanos - promisedNanos > allowed.toNanos()
                && !missing().isEmpty();
    }

    /** Whether nothing more is asked of it, after so long. */
    boolean isSettled(Duration age, long nanos) {
        return nanos - sentNanos > age.toNanos() && missing().isEmpty() && !awaitsReplay();
    }
}
