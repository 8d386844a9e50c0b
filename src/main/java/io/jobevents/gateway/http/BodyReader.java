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
 * Reads the body of a delivery into memory, piece by piece and within its bounds. Nothing is buffered of a body that is
 * refused.
 */
@Singleton
final class BodyReader {

    /**
     * What became of a body.
     *
     * <ul>
     *   <li>{@link Whole}: it is here
     *   <li>{@link TooLarge}: it is, or would be, larger than one body may be
     *   <li>{@link NoRoom}: the bodies in flight would together be larger than they may be
     *   <li>{@link Incomplete}: the connection ended, or the sender takes too long
     *   <li>{@link Malformed}: it breaks the rules of HTTP, such as a chunk without a length
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

    /** For a whole body. A sender that dribbles must not keep its place for ever. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Deadlines deadlines;
    private final long maxBodySize;

    BodyReader(GatewayConfig config, Vertx vertx, Deadlines deadlines) {
        this.vertx = vertx;
        this.deadlines = deadlines;
        this.maxBodySize = config.http().maxBodySize().asLongValue();
    }

    /** @param then is told what became of the body, once, on the request's event loop, which is the one that calls */
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

    /** As far as a length is declared; 0 for chunks. */
    static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException noNumber) {
            return 0; // over HTTP/2, whose frames tell the length
        }
    }

    /** The reading of one body. */
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
            request.exceptionHandler(failure -> end(brokenBy(failure)));
            if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                request.response().writeContinue();
            }
            request.resume();
            if (!ended) {
                Context loop = vertx.getOrCreateContext();
                deadline = deadlines.in(LIMIT, () -> loop.runOnContext(late -> end(new Body.Incomplete())));
            }
        }

        /** Without a copy where the buffer's array holds the body and nothing else, as one piece that has arrived alone does. */
        private static byte[] bytes(Buffer read) {
            ByteBuf buffer = read.getByteBuf();
            boolean alone = buffer.hasArray()
                    && buffer.arrayOffset() + buffer.readerIndex() == 0
                    && buffer.array().length == buffer.readableBytes();
            return alone ? buffer.array() : read.getBytes();
        }

        /** The codec's failures are of its own types; those of Vert.x say that the connection or the stream has ended. */
        private static Body brokenBy(Throwable failure) {
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
                read = read.length() == 0 ? piece : read.appendBuffer(piece); // mostly there is one
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
