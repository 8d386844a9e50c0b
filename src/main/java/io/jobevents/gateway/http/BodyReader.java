package io.jobevents.gateway.http;

import io.jobevents.gateway.Deadlines;
import io.jobevents.gateway.Deadlines.Deadline;
import io.jobevents.gateway.GatewayConfig;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Reads the body of a delivery into memory, piece by piece and within the limits. A body whose declared length exceeds
 * a limit is refused before any of it is read.
 */
@Singleton
final class BodyReader {

    /**
     * The result of reading a body.
     *
     * <ul>
     *   <li>{@link Whole}: the complete body
     *   <li>{@link TooLarge}: the body exceeds {@code max-body-size}
     *   <li>{@link NoRoom}: with it, the bodies in flight would exceed {@code max-in-flight-bytes}
     *   <li>{@link Incomplete}: the client disconnected, or the time limit has passed
     *   <li>{@link Malformed}: the body violates the rules of HTTP, such as a chunk without a length
     * </ul>
     */
    sealed interface Body {
        @SuppressWarnings("ArrayRecordComponent") // a body of megabytes is not copied
        record Whole(byte[] bytes) implements Body {}

        record TooLarge() implements Body {}

        record NoRoom() implements Body {}

        record Incomplete() implements Body {}

        record Malformed() implements Body {}
    }

    /** For a whole body, so that a slow sender does not keep its place in flight. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Deadlines deadlines;
    private final long maxBodySize;

    BodyReader(GatewayConfig config, Vertx vertx, Deadlines deadlines) {
        this.vertx = vertx;
        this.deadlines = deadlines;
        this.maxBodySize = config.http().maxBodySize().asLongValue();
    }

    /**
     * Reads a body. To be called on the event loop of the request.
     *
     * @param then receives the result, once, on the same event loop
     */
    void read(HttpServerRequest request, InFlight.Place place, Consumer<Body> then) {
        long declared = declaredLength(request);
        if (declared > maxBodySize) {
            then.accept(new Body.TooLarge());
        } else if (!place.hold(declared)) {
            then.accept(new Body.NoRoom());
        } else {
            new Reading(place, declared, then).begin(request);
        }
    }

    /** The declared length in bytes; 0 if none is declared, as with chunks. */
    static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException noNumber) {
            return 0; // over HTTP/2, where the frames determine the length
        }
    }

    /** The state of reading one body. */
    private final class Reading {

        private final InFlight.Place place;
        private final Consumer<Body> then;
        private Buffer read = Buffer.buffer();
        private long held;
        private Deadline deadline = Deadline.NONE;
        private boolean ended;

        Reading(InFlight.Place place, long declared, Consumer<Body> then) {
            this.place = place;
            this.held = declared;
            this.then = then;
        }

        void begin(HttpServerRequest request) {
            request.handler(this::add);
            request.endHandler(end -> end(new Body.Whole(bytes(read))));
            request.exceptionHandler(failure -> end(resultOf(failure)));
            if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                request.response().writeContinue();
            }
            request.resume();
            if (!ended) {
                Context loop = vertx.getOrCreateContext();
                deadline = deadlines.in(TIME_LIMIT, () -> loop.runOnContext(late -> end(new Body.Incomplete())));
            }
        }

        /** The buffer's array itself if it holds exactly the body, as after one piece; else a copy. */
        private static byte[] bytes(Buffer read) {
            ByteBuf buffer = read.getByteBuf();
            boolean alone = buffer.hasArray()
                    && buffer.arrayOffset() + buffer.readerIndex() == 0
                    && buffer.array().length == buffer.readableBytes();
            return alone ? buffer.array() : read.getBytes();
        }

        /** The exceptions of Vert.x mean that the connection or the stream has ended; all others are of the codec. */
        private static Body resultOf(Throwable failure) {
            boolean ended = failure instanceof VertxException || failure instanceof IOException;
            return ended ? new Body.Incomplete() : new Body.Malformed();
        }

        private void add(Buffer piece) {
            if (ended) {
                return;
            }
            long size = read.length() + (long) piece.length();
            if (size > maxBodySize) {
                end(new Body.TooLarge());
            } else if (size > held && !place.hold(size - held)) {
                end(new Body.NoRoom());
            } else {
                held = Math.max(held, size);
                read = read.length() == 0 ? piece : read.appendBuffer(piece); // most bodies are one piece
            }
        }

        private void end(Body outcome) {
            if (!ended) {
                ended = true;
                deadline.met();
                then.accept(outcome);
            }
        }
    }
}
