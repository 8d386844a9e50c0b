package io.jobevents.gateway.http;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that decode large bodies, with a short queue. On an event loop, one large body would block all other
 * requests of the loop for a tenth of a second. There are few threads, since decoding a body takes many times its size
 * in heap. The queue is limited in bytes, since the time to decode it depends on the bytes and not on the number of
 * bodies. Thread-safe.
 */
@Singleton
final class LargeBodies {

    /** Bodies above this size are large. A body of this size is decoded in about a millisecond. */
    private static final int LARGE = 64 * 1024;

    private static final long HEAP_PER_THREAD = 256L << 20;

    /** For bodies that wait or are being decoded: two of 4 MB, which take a third of a second once the JVM is warm. */
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

    static boolean isLarge(byte[] body) {
        return body.length > LARGE;
    }

    /**
     * Decodes a body on one of the threads, unless the limit of bytes would be exceeded. If no other body waits or is
     * being decoded, a body of any size is accepted.
     *
     * @param decoding returns when the body is decoded
     * @return whether the body was accepted
     */
    boolean decode(int size, Runnable decoding) {
        if (!fits(size, bytes.getAndUpdate(held -> fits(size, held) ? held + size : held))) {
            return false;
        }
        threads.execute(() -> decodeAndRelease(size, decoding));
        return true;
    }

    private boolean fits(int size, long held) {
        return held == 0 || held + size <= maxBytes;
    }

    private void decodeAndRelease(int size, Runnable decoding) {
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
