package io.jobevents.gateway.http;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that decode large bodies, and the short queue before them: an event loop would be held up by one for a tenth of
 * a second. They are few, since a body takes many times its size while it is decoded, and the heap has to hold that of each
 * thread. The queue is bounded by bytes, which tell the time that it takes, whether bodies are many or large. Thread-safe.
 */
@Singleton
final class LargeBodies {

    /** A body of this size decodes in about a millisecond. */
    private static final int LARGE = 64 * 1024;

    private static final long HEAP_PER_THREAD = 256L << 20;

    /** Of bodies that wait or are being decoded: two of 4 MB, which take a third of a second once the program is warm. */
    private static final long BYTES_PER_THREAD = 8L << 20;

    private final ExecutorService threads;
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();

    @Inject
    LargeBodies() {
        this(Math.clamp(
                Runtime.getRuntime().maxMemory() / HEAP_PER_THREAD,
                1,
                Runtime.getRuntime().availableProcessors()));
    }

    LargeBodies(int threads) {
        this.threads = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("large-bodies-", 0).factory());
        this.maxBytes = threads * BYTES_PER_THREAD;
    }

    static boolean areLike(byte[] body) {
        return body.length > LARGE;
    }

    /**
     * Has one of the threads decode a body, unless too many bytes are there already. Where there are none, a body of any size is
     * let in.
     *
     * @param decoding returns when the body is decoded
     * @return whether it was let in
     */
    boolean decode(int size, Runnable decoding) {
        if (!fits(size, bytes.getAndUpdate(held -> fits(size, held) ? held + size : held))) {
            return false;
        }
        threads.execute(() -> leaveAfter(size, decoding));
        return true;
    }

    private boolean fits(int size, long held) {
        return held == 0 || held + size <= maxBytes;
    }

    private void leaveAfter(int size, Runnable decoding) {
        try {
            decoding.run();
        } finally {
            bytes.addAndGet(-size);
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
