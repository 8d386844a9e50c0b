package io.jobevents.gateway;

import io.jobevents.gateway.record.TopicRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the topics with this gateway's prefix, for the console. Commits no offsets, joins no group and creates no
 * topic.
 */
public interface RecordTopics {

    /**
     * Follows all topics from now on, with a thread and a consumer that live until the {@link Following} is closed.
     * Does not block.
     */
    Following follow(Follower follower);

    /** Receives new records on the one thread of a {@link Following}. Its methods must not block. */
    interface Follower {

        /** New records, in order within a partition. */
        void records(List<TopicRecord> records);

        /** This number of records was skipped: they exceeded the fetch rate, or were written while reading failed. */
        void skipped(long records);

        /**
         * Following has begun: every record that is written from now on is passed on or counted as skipped.
         *
         * @param refused a sentence if some topics may not be read
         */
        void following(Optional<String> refused);

        /** Reading failed; it is retried until the following is closed. */
        void away(String why);
    }

    /** A subscription that lasts until it is closed. */
    interface Following extends AutoCloseable {

        /** Asks it to end, and does not wait for that. */
        @Override
        void close();
    }

    /**
     * Opens a reader of existing records, once fewer than two are open. Blocks.
     *
     * @param patience the longest wait
     * @throws Busy if there are still two
     * @throws Unreachable if no broker's name resolves
     */
    Reader reader(Duration patience) throws Busy, Unreachable;

    /** Reads existing records with a consumer of its own. For one thread, except {@link #stop}. */
    interface Reader extends AutoCloseable {

        /**
         * Searches for the newest matching records, backward from the present end of the topics. Matches are in
         * descending order of timestamp, then topic, partition and offset. Each match is found once and none is missed,
         * whatever the order of timestamps. If the span has an end, records that were written more than an hour, or
         * more than 200,000 records, after it are not searched.
         *
         * @param pick extracts the match from a record; empty if the record does not match
         * @throws Unreachable if Kafka fails or refuses
         */
        <R> Found search(Span span, Function<TopicRecord, Optional<R>> pick, Watcher<R> watcher) throws Unreachable;

        /**
         * The record at a place; empty if it does not exist, was deleted, or the topic is not this gateway's.
         *
         * @throws Unreachable if Kafka fails or refuses
         */
        Optional<TopicRecord> at(TopicRecord.Place place) throws Unreachable;

        /** Stops a search that runs or will begin. For any thread; does not block. */
        void stop();

        @Override
        void close();
    }

    /**
     * The range of a search.
     *
     * @param from inclusive
     * @param to exclusive. Its nanoseconds below a millisecond are the number of records of that millisecond that are
     *     skipped, the greatest first; {@link Found#back} uses them to continue
     * @param limit the most matches to find
     */
    record Span(Optional<Instant> from, Optional<Instant> to, int limit) {
        public Span {
            if (limit < 1) {
                throw new IllegalArgumentException("A limit of " + limit);
            }
        }
    }

    /** Receives the matches and the progress of a search, on its thread. */
    interface Watcher<R> {

        /** The next matches, each older than those before. */
        void found(List<R> matches);

        /**
         * @param read records read so far, matching or not
         * @param of an estimate of the most records to read
         * @param back the time since which everything was searched
         */
        void progress(long read, long of, Instant back);
    }

    /**
     * How a search ended.
     *
     * @param complete the beginning of the topics, or of the span, was reached
     * @param back the {@link Span#to} of the next search
     */
    record Found(boolean complete, Instant back) {}

    /** The limit of open readers is reached. */
    final class Busy extends Exception {
        private static final long serialVersionUID = 1;

        public Busy() {
            super("The limit of concurrent searches in this pod is reached");
        }
    }

    /** The topics cannot be read. The message is a sentence that says why. */
    final class Unreachable extends Exception {
        private static final long serialVersionUID = 1;

        public Unreachable(String sentence) {
            super(sentence);
        }
    }
}
