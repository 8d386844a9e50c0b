package io.jobevents.gateway.console;

import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;

/**
 * The console's own threads, a bounded number: what it does may block, and takes no thread of a callback. No virtual ones: Kafka's consumer
 * and SQLite block in native code, which would hold the few threads that carry those.
 */
@Singleton
final class Threads {

    private static final int MOST = 64;

    private final Semaphore free = new Semaphore(MOST);
    private final ThreadFactory factory =
            Thread.ofPlatform().daemon().name("console-", 0).factory();

    /** Runs it on a thread of its own, and says whether there was one. */
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
