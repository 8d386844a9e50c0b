package io.jobevents.gateway.cli;

import io.jobevents.gateway.RecordPublisher;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets a replay finish its batch on shutdown, before its clients are closed. Thread-safe. */
@Singleton
class ReplayStop {

    private volatile boolean asked;
    private volatile @Nullable CountDownLatch running;

    /** Makes the shutdown wait for {@link #ended}. */
    void begun() {
        running = new CountDownLatch(1);
    }

    void ended() {
        if (running != null) {
            running.countDown();
        }
    }

    boolean isAsked() {
        return asked;
    }

    void stop(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        asked = true;
        if (running != null) {
            running.await(RecordPublisher.DELIVERY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
