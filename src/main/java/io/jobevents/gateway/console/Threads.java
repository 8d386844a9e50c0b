package io.jobevents.gateway.console;

import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;

/**
 * The console's own threads, so that its blocking work takes no thread from callbacks. Their number is limited. They
 * are platform threads, since Kafka's consumer and SQLite block in native code, which would pin the carriers of virtual
 * threads.
 */
@Singleton
final class Threads {

    private static final int MOST = 64;

    private final Semaphore free = new Semaphore(MOST);
    private final ThreadFactory factory =
            Thread.ofPlatform().daemon().name("console-", 0).factory();

    /** Runs the work on a new thread; returns false if the limit is reached. */
    boolean run(Runnable work) {
        if (!free.tryAcquire()) {
            return false;
        }
        factory.newThread(() -> {
                    try {
                        work.run();
                    } finally {
                        free.release();
                    }
                })
                .start();
        return true;
    }
}
