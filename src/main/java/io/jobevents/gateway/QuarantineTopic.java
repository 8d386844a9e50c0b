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

/** The topic of rejected bodies, read back. A gateway only writes to it. */
public interface QuarantineTopic {

    /** What is to be done with the topic, by which the rights follow that are needed. */
    enum Use {
        LOOK,
        RESOLVE
    }

    /**
     * Opens the topic as it is at this moment: what comes later is not read. Blocks.
     *
     * @throws Unreachable if it is missing, a right on it is missing, or Kafka does not answer
     */
    default Opened open(Use use) throws Unreachable {
        return open(use, Map.of(), () -> false);
    }

    /**
     * Opens the topic to go on with a reading.
     *
     * @param positions of the earlier reading, see {@link Opened#positions}; a partition without one is read from its beginning
     * @param stopped ends what reads records within a second of saying so, also while Kafka is silent: nothing more is handed over, and
     *     no place holds a record
     * @throws Unreachable if it is missing, a right on it is missing, or Kafka does not answer
     */
    Opened open(Use use, Map<Integer, Long> positions, BooleanSupplier stopped) throws Unreachable;

    /** The topic from its beginning, or where an earlier reading has got to, to its end of one moment. Every method blocks. For one thread. */
    interface Opened extends AutoCloseable {

        /** Offsets to be read; there are as many records at most, since compaction leaves gaps. */
        long offsets();

        /**
         * Hands over every record, those of one partition in their order; called again, those that were not seen yet.
         *
         * @param visitor returns whether it wants to see more
         * @throws Unreachable if Kafka fails
         */
        void forEach(Predicate<Quarantined> visitor) throws Unreachable;

        /**
         * Hands over what follows a place in its partition.
         *
         * @param visitor returns whether it wants to see more
         * @throws Unreachable if Kafka fails
         */
        void forEachAfter(Place place, Predicate<Quarantined> visitor) throws Unreachable;

        /** The offset of each partition before which everything was handed over. */
        Map<Integer, Long> positions();

        /** The offset of each partition before which everything is gone, for its age or by hand. */
        Map<Integer, Long> beginnings();

        /** Whether it is the topic of the earlier reading. One that was made anew is read from its beginning. */
        boolean isContinued();

        /**
         * The record at a place; empty if it is gone, by compaction or for its age, or never was there. Cheap for places that are asked for in
         * their order.
         *
         * @throws Unreachable if Kafka fails
         */
        Optional<Quarantined> at(Place place) throws Unreachable;

        /**
         * Writes a tombstone for each copy of a body, to the partition that it stands in.
         *
         * @return the places of those whose tombstone is acknowledged
         */
        Set<Place> resolve(List<Copy> copies, Quarantine.Resolver resolver);

        @Override
        void close();
    }

    /** The topic cannot be read: its message is a sentence that says why, and what to do. */
    final class Unreachable extends Exception {
        private static final long serialVersionUID = 1;

        public Unreachable(String sentence) {
            super(sentence);
        }
    }
}
