package io.jobevents.gateway;

import io.jobevents.gateway.record.EventRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps records on disk that Kafka has not acknowledged. */
public interface Spool {

    /**
     * A record to be kept.
     *
     * @param refusal why Kafka refuses the record for good, if it does; the record is then kept aside and not retried
     * @param late present while the producer still tries the record; completes with whether Kafka has acknowledged it.
     *     Until then the record is not drained, so that it is not published twice; an acknowledged record is deleted
     */
    record Entry(EventRecord record, Optional<Outcome.Cause> refusal, Optional<CompletionStage<Boolean>> late) {}

    /**
     * The result of keeping entries, for all of them together.
     *
     * <ul>
     *   <li>{@link OnDisk}: written and synced; they survive a crash of the process
     *   <li>{@link NoRoom}: none of them was kept, since the spool is full or cannot be written
     * </ul>
     */
    sealed interface Kept {
        record OnDisk() implements Kept {}

        record NoRoom() implements Kept {}
    }

    /**
     * How full the spool is.
     *
     * @param records waiting to be drained
     * @param aside records that Kafka refuses for good
     * @param bytes of all records
     * @param limit of the bytes
     * @param oldest the time of receipt of the oldest waiting record
     * @param writable whether the last attempt to write succeeded
     * @param damaged files that were set aside since the start
     */
    record Level(
            long records, long aside, long bytes, long limit, Optional<Instant> oldest, boolean writable, int damaged) {

        /** Whether another record is expected to fit. */
        public boolean hasRoom() {
            return writable && bytes < limit;
        }
    }

    /** Keeps entries until Kafka has acknowledged them. Completes on a thread of the spool; never fails. */
    CompletionStage<Kept> keep(List<Entry> entries);

    Level level();

    /** The disabled spool: the sender has to repeat callbacks that Kafka does not acknowledge. */
    Spool NONE = new Spool() {
        @Override
        public CompletionStage<Kept> keep(List<Entry> entries) {
            return CompletableFuture.completedStage(new Kept.NoRoom());
        }

        @Override
        public Level level() {
            return new Level(0, 0, 0, 0, Optional.empty(), false, 0);
        }
    };
}
