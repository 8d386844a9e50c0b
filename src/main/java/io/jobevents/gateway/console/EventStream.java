package io.jobevents.gateway.console;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An answer that goes on: server-sent events, with a comment every {@link #BEAT} so that nothing between takes it for idle. What
 * waits to be written to the socket is bounded; a client that reads nothing for a minute is cut off. Thread-safe; writes happen on
 * the connection's event loop.
 */
final class EventStream {

    /** Bytes that may wait; a single event may be larger. */
    static final int LIMIT = 256 * 1024;

    static final Duration BEAT = Duration.ofSeconds(10);

    private static final int STALLED_BEATS = 6;
    private static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");

    private final HttpServerResponse response;
    private final HttpConnection connection;
    private final Vertx vertx;
    private final Context loop;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Guarded by the lock, as is what follows. */
    private final List<Runnable> closeHandlers = new ArrayList<>();

    private boolean open = true;
    private int waiting;
    private long written;

    /** Of the event loop alone, as is what follows. */
    private long timer;

    private long writtenBefore;
    private int beatsWithoutProgress;

    private EventStream(HttpServerResponse response, HttpConnection connection, Vertx vertx, Context loop) {
        this.response = response;
        this.connection = connection;
        this.vertx = vertx;
        this.loop = loop;
    }

    static EventStream begin(HttpServerResponse response, HttpConnection connection, Vertx vertx, Context loop) {
        EventStream stream = new EventStream(response, connection, vertx, loop);
        loop.runOnContext(now -> stream.begin());
        return stream;
    }

    private void begin() {
        if (response.ended() || response.closed()) {
            close();
            return;
        }
        response.closeHandler(gone -> close());
        response.exceptionHandler(broken -> close());
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                // For reverse proxies that would collect the answer otherwise.
                .putHeader("X-Accel-Buffering", "no");
        response.write(HEARTBEAT);
        timer = vertx.setPeriodic(BEAT.toMillis(), beat -> beat());
    }

    /**
     * Sends an event, unless the client is gone or too slow.
     *
     * @return whether it is on its way; if not, {@link #isOpen} tells the two apart
     */
    boolean send(String event, JsonBody json) {
        return send(event, json, Duration.ZERO);
    }

    /** Sends an event, and waits that long for a slow client to make room. Blocks; not for an event loop. */
    boolean send(String event, JsonBody json, Duration patience) {
        Buffer bytes = Buffer.buffer("event: " + event + "\ndata: ", StandardCharsets.US_ASCII.name())
                .appendBytes(json.bytes())
                .appendString("\n\n");
        if (!reserve(bytes.length(), patience.toNanos())) {
            return false;
        }
        loop.runOnContext(now -> write(bytes));
        return true;
    }

    private boolean reserve(int size, long patience) {
        long left = patience;
        lock.lock();
        try {
            while (open && waiting > 0 && waiting + size > LIMIT) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            if (open) {
                waiting += size;
            }
            return open;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void write(Buffer bytes) {
        if (isOpen() && !response.ended()) {
            response.write(bytes).onComplete(done -> release(bytes.length()));
        } else {
            release(bytes.length());
        }
    }

    private void release(int size) {
        lock.lock();
        try {
            waiting -= size;
            written += size;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void beat() {
        lock.lock();
        long now = written;
        boolean isWaiting = waiting > 0;
        lock.unlock();
        beatsWithoutProgress = isWaiting && now == writtenBefore ? beatsWithoutProgress + 1 : 0;
        writtenBefore = now;
        if (beatsWithoutProgress >= STALLED_BEATS) {
            connection.close();
        } else if (!isWaiting) {
            response.write(HEARTBEAT);
        }
    }

    /** Whether the client is there, and the stream has not ended. */
    boolean isOpen() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** Runs once the client is gone or the stream has ended; at once if that was so. On the event loop: must not block. */
    void onClose(Runnable handler) {
        lock.lock();
        try {
            if (open) {
                closeHandlers.add(handler);
                return;
            }
        } finally {
            lock.unlock();
        }
        handler.run();
    }

    /** Ends the answer after what was sent. */
    void end() {
        loop.runOnContext(now -> {
            if (isOpen() && !response.ended()) {
                response.end();
            }
            close();
        });
    }

    private void close() {
        List<Runnable> handlers;
        lock.lock();
        try {
            open = false;
            handlers = List.copyOf(closeHandlers);
            closeHandlers.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        vertx.cancelTimer(timer);
        handlers.forEach(Runnable::run);
    }
}
