package io.jobevents.gateway;

import io.jobevents.gateway.record.Quarantine;
import io.jobevents.gateway.record.Quarantined;
import io.jobevents.gateway.record.Quarantined.Copy;
import io.jobevents.gateway.record.Quarantined.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Reads the topic of rejected bodies, for replays and the console. */
public interface QuarantineTopic {

    /** The purpose of an access, which decides the rights that it needs. */
    enum Use {
        READ,
        RESOLVE
    }

    /**
     * Opens the topic up to its present end; later records are not read. Blocks.
     *
     * @throws Unreachable if it is missing, a right on it is missing, or Kafka does not answer
     */
    default Opened open(Use use) throws Unreachable {
        return open(use, Map.of(), () -> false);
    }

    /**
     * Opens the topic to continue an earlier reading.
     *
     * @param positions of the earlier reading, see {@link Opened#positions}; a partition without one is read from its
     *     beginning
     * @param stopped ends a reading of records within a second after it becomes true, also while Kafka does not answer
     * @throws Unreachable if it is missing, a right on it is missing, or Kafka does not answer
     */
    Opened open(Use use, Map<Integer, Long> positions, BooleanSupplier stopped) throws Unreachable;

    /**
     * The topic from its beginning, or from the positions of an earlier reading, to its end when it was opened. Every
     * method blocks. For one thread.
     */
    interface Opened extends AutoCloseable {

        /** The number of offsets to read. The number of records may be smaller, since compaction leaves gaps. */
        long offsets();

        /**
         * Passes every record to the visitor, in order within a partition. Another call passes the records that were
         * not seen yet.
         *
         * @param visitor returns whether it wants to see more
         * @throws Unreachable if Kafka fails
         */
        void forEach(Predicate<Quarantined> visitor) throws Unreachable;

        /**
         * Passes the records that follow a place in its partition to the visitor.
         *
         * @param visitor returns whether it wants to see more
         * @throws Unreachable if Kafka fails
         */
        void forEachAfter(Place place, Predicate<Quarantined> visitor) throws Unreachable;

        /** The offset of each partition before which every record was passed to the visitor. */
        Map<Integer, Long> positions();

        /** The beginning offset of each partition; earlier records were deleted by retention or by hand. */
        Map<Integer, Long> beginnings();

        /**
         * Whether this is the same topic as in the earlier reading. A topic that was deleted and created again is read
         * from its beginning.
         */
        boolean isContinued();

        /**
         * The record at a place; empty if it was compacted, deleted, or never existed. Cheap if places are read in
         * order.
         *
         * @throws Unreachable if Kafka fails
         */
        Optional<Quarantined> at(Place place) throws Unreachable;

        /**
         * Writes a tombstone for each copy of a body, to the partition that holds the copy.
         *
         * @return the places of the copies whose tombstone is acknowledged
         */
        Set<Place> resolve(List<Copy> copies, Quarantine.Resolver resolver);

        @Override
        void close();
    }

    /** The topic cannot be read. The message is a sentence that says why, and what to do. */
    final class Unreachable extends Exception {
        private static final long serialVersionUID = 1;

        public Unreachable(String sentence) {
            super(sentence);
        }
    }
}
