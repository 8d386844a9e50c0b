package io.jobevents.gateway.http;

import io.jobevents.gateway.Delivery;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads that decode large bodies: an event loop would be held up by one for tens of milliseconds. They are few, since
 * a body takes many times its size while it is decoded, and the heap has to hold that of each thread.
 */
@Singleton
final class LargeBodies implements Executor {

    /** A body of this size decodes in about a millisecond. */
    private static final int LARGE = 64 * 1024;

    private static final long HEAP_PER_THREAD = 256L << 20;

    private final ExecutorService threads = Executors.newFixedThreadPool(
            Math.clamp(
                    Runtime.getRuntime().maxMemory() / HEAP_PER_THREAD,
                    1,
                    Runtime.getRuntime().availableProcessors()),
            Thread.ofPlatform().daemon().name("large-bodies-", 0).factory());

    boolean areLike(Delivery delivery) {
        return delivery.body().length > LARGE;
    }

    @Override
    public void execute(Runnable decoding) {
        threads.execute(decoding);
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
