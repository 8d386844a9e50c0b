package io.jobevents.gateway;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The records on the spool that Kafka refuses for good: why, and another try once the cause is mended. */
public interface SpoolAside {

    /** Whether there is a spool at all. */
    boolean isEnabled();

    /** How many there are by the code of the refusal. Fails if the disk does. */
    CompletionStage<Map<String, Long>> reasons();

    /** Has all of them tried again, as those that wait, and says how many they were. Fails if the disk does. */
    CompletionStage<Long> retry();

    /** Without a spool. */
    SpoolAside NONE = new SpoolAside() {
        @Override
        public boolean isEnabled() {
            return false;
        }

        @Override
        public CompletionStage<Map<String, Long>> reasons() {
            return CompletableFuture.completedStage(Map.of());
        }

        @Override
        public CompletionStage<Long> retry() {
            return CompletableFuture.completedStage(0L);
        }
    };
}
