package io.jobevents.gateway;

import io.jobevents.gateway.record.TopicRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The topics with this gateway's prefix, read back for people who look. Nothing is committed, no group is joined, no topic is
 * created.
 */
public interface RecordTopics {

    /** Follows all topics from now on, with a thread and a consumer that end with the {@link Following}. Does not block. */
    Following follow(Follower follower);

    /** Is told what comes in, by the one thread of a {@link Following}; a call must not block. */
    interface Follower {

        /** Records as they come; those of one partition in their order. */
        void records(List<TopicRecord> records);

        /** So many records were not read, since more came than are read at this pace. */
        void passedOver(long records);

        /**
         * Every record that is written from now on will be told.
         *
         * @param refused a sentence if some topics may not be read
         */
        void following(Optional<String> refused);

        /** Nothing is read for now; it is tried again until the following ends. */
        void away(String why);
    }

    /** A following that goes on until it is closed. */
    interface Following extends AutoCloseable {

        /** Ends it soon; does not block. */
        @Override
        void close();
    }

    /**
     * Opens a reader of what is there, once there are fewer than two of them. Blocks.
     *
     * @param patience how long to wait for that
     * @throws Busy if there are still two
     * @throws Unreachable if no broker's name resolves
     */
    Reader reader(Duration patience) throws Busy, Unreachable;

    /** One look back, with a consumer of its own. For one thread, but for {@link #stop}. */
    interface Reader extends AutoCloseable {

        /**
         * Looks for the newest records that match, from the end of this moment back. The order is that of their timestamps, then
         * topic, partition and offset, the greatest first. Each match is found once, and none is left out, whatever order the
         * timestamps have; but where the span has an end, what was written more than an hour after it is not looked for,
         * nor what is behind 200,000 records after it.
         *
         * @param pick what is kept of a record; empty if it does not match
         * @throws Unreachable if Kafka fails or refuses
         */
        <R> Found search(Span span, Function<TopicRecord, Optional<R>> pick, Watcher<R> watcher) throws Unreachable;

        /**
         * The record at a place; empty if there is none, or none any more, or if the topic is not this gateway's.
         *
         * @throws Unreachable if Kafka fails or refuses
         */
        Optional<TopicRecord> at(TopicRecord.Place place) throws Unreachable;

        /** Ends a search, now or as soon as it begins. For any thread; does not block. */
        void stop();

        @Override
        void close();
    }

    /**
     * What is searched.
     *
     * @param from records before it are left out
     * @param to records at it and after it are left out. Nanoseconds below a millisecond number the records of that
     *     millisecond which are left out, the greatest first: {@link Found#back} goes on with them
     * @param limit how many matches are wanted
     */
    record Span(Optional<Instant> from, Optional<Instant> to, int limit) {
        public Span {
            if (limit < 1) {
                throw new IllegalArgumentException("A limit of " + limit);
            }
        }
    }

    /** Is told of a search, by its thread. */
    interface Watcher<R> {

        /** The next matches, each older than those before. */
        void found(List<R> matches);

        /**
         * @param read records, also those that do not match
         * @param of about so many at most
         * @param back everything since then was searched
         */
        void progress(long read, long of, Instant back);
    }

    /**
     * How a search ended.
     *
     * @param complete the beginning of the topics, or of the span, was reached
     * @param back what to search {@link Span#to} next
     */
    record Found(boolean complete, Instant back) {}

    /** There are as many readers as may be. */
    final class Busy extends Exception {
        private static final long serialVersionUID = 1;

        public Busy() {
            super("As many searches as may be are running in this pod");
        }
    }

    /** The topics cannot be read: its message is a sentence that says why. */
    final class Unreachable extends Exception {
        private static final long serialVersionUID = 1;

        public Unreachable(String sentence) {
            super(sentence);
        }
    }
}
