package io.jobevents.gateway;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The spooled records that Kafka refuses for good: their reasons, and a retry once the cause is fixed. */
public interface SpoolAside {

    /** Whether the spool is enabled. */
    boolean isEnabled();

    /** Their number by the code of the refusal. Fails if the disk does. */
    CompletionStage<Map<String, Long>> reasons();

    /** Makes all of them wait for the drain again, and returns their number. Fails if the disk does. */
    CompletionStage<Long> retry();

    /** For a disabled spool. */
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
