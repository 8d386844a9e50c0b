package io.jobevents.gateway.spool;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * The rows whose records the producer still tries. They are on disk in case the process is killed, and are not drained
 * meanwhile, since Kafka would get a second copy of each. Thread-safe.
 */
final class InFlightRows {

    /** Longer than the producer's delivery.timeout.ms: a row without a result by then is drained. */
    private static final Duration LIMIT = Duration.ofSeconds(35);

    private final Set<Long> numbers = ConcurrentHashMap.newKeySet();
    private final LongConsumer acknowledged;

    /**
     * @param acknowledged receives the number of a row whose record Kafka has acknowledged; the row stays here until it
     *     is removed
     */
    InFlightRows(LongConsumer acknowledged) {
        this.acknowledged = acknowledged;
    }

    /**
     * @param late completes once the producer has ended its attempts, with whether Kafka has acknowledged the record
     */
    void follow(long number, CompletionStage<Boolean> late) {
        numbers.add(number);
        late.toCompletableFuture()
                .copy()
                .completeOnTimeout(false, LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(arrived -> {
                    if (arrived) {
                        acknowledged.accept(number);
                    } else {
                        remove(number);
                    }
                });
    }

    boolean contains(long number) {
        return numbers.contains(number);
    }

    void remove(long number) {
        numbers.remove(number);
    }
}
