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
 * An answer of server-sent events. Sends a comment every {@link #BEAT}, so that proxies do not close the connection as
 * idle. The bytes that wait for the socket are bounded; the connection of a client that reads nothing for a minute is
 * closed. Thread-safe; writes happen on the connection's event loop.
 */
final class EventStream {

    /** The most bytes that wait for the socket; a single event may be larger. */
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
    /** Guarded by the lock, like the three fields below. */
    private final List<Runnable> closeHandlers = new ArrayList<>();

    private boolean open = true;
    private int waiting;
    private long written;

    /** For the event loop alone, like the fields below. */
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
                // Disables the buffering of nginx and other reverse proxies.
                .putHeader("X-Accel-Buffering", "no");
        response.write(HEARTBEAT);
        timer = vertx.setPeriodic(BEAT.toMillis(), beat -> beat());
    }

    /**
     * Sends an event without waiting.
     *
     * @return false if it is dropped, since the client has disconnected (see {@link #isOpen}) or is too slow
     */
    boolean send(String event, JsonBody json) {
        return send(event, json, Duration.ZERO);
    }

    /** Sends an event, and waits at most {@code patience} for a slow client. Blocks, so not for an event loop. */
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

    /** Whether the client is connected and the stream has not ended. */
    boolean isOpen() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** Runs when the stream is closed by either side; at once if it is. The handler must not block. */
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

    /** Ends the answer after the events sent so far. */
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
