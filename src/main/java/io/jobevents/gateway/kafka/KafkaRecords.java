package io.jobevents.gateway.kafka;

import io.jobevents.gateway.RecordTopics;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;

/** Reads this gateway's topics for the console, with clients that exist only while they are used. */
@Singleton
final class KafkaRecords implements RecordTopics {

    private static final int READERS = 2;

    private final ConsoleConsumers consumers;
    private final Clock clock;
    private final Semaphore readers = new Semaphore(READERS, true);

    @Inject
    KafkaRecords(ConsoleConsumers consumers, Clock clock) {
        this.consumers = consumers;
        this.clock = clock;
    }

    @Override
    public Following follow(Follower follower) {
        LiveFollowing following = new LiveFollowing(consumers, follower, clock.instant(), FollowTimes.USUAL);
        following.start();
        return following;
    }

    @Override
    public Reader reader(Duration patience) throws Busy, Unreachable {
        if (!isFree(patience)) {
            throw new Busy();
        }
        try {
            return new HistoryReader(consumers, consumers.searcher(), clock, readers::release);
        } catch (KafkaException e) {
            readers.release();
            throw new Unreachable(ConsoleConsumers.sentence(e));
        }
    }

    private boolean isFree(Duration patience) {
        try {
            return readers.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
