package io.jobevents.gateway.http;

import io.jobevents.gateway.Refusal;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests that fail in a router. The error pages and log lines of Vert.x and Quarkus, which it replaces,
 * contain the URL.
 */
@Singleton
final class RouterFailures {

    /** The statuses that a Vert.x router answers by itself. */
    private static final Set<Integer> STATUSES = Set.of(400, 404, 405, 406, 413, 415, 500);

    private static final String CODEC = "io.netty.handler.codec.";

    private final Faults faults;

    RouterFailures(Faults faults) {
        this.faults = faults;
    }

    /**
     * @param order of the failure route; lower than that of any other failure route
     * @param answer ends the response
     */
    void answerAll(Router router, int order, BiConsumer<RoutingContext, Refusal> answer) {
        router.route().order(order).failureHandler(failed -> answer(failed, answer));
        STATUSES.forEach(status -> router.errorHandler(status, failed -> answer(failed, answer)));
    }

    private void answer(RoutingContext failed, BiConsumer<RoutingContext, Refusal> answer) {
        HttpServerResponse response = failed.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Refusal refusal = refusal(failed);
        if (refusal == Refusal.INTERNAL_ERROR) {
            Optional.ofNullable(failed.failure()).ifPresent(fault -> faults.log("A request failed", fault));
        }
        if (response.headWritten()) {
            response.reset();
        } else {
            answer.accept(failed, refusal);
        }
    }

    private static Refusal refusal(RoutingContext failed) {
        return switch (failed.statusCode()) {
            case 400, 406, 415 -> isHostInvalid(failed) ? Refusal.INVALID_HOST : Refusal.MALFORMED_REQUEST;
            case 404 -> Refusal.NOT_FOUND;
            case 405 -> Refusal.METHOD_NOT_ALLOWED;
            case 413 -> Refusal.BODY_TOO_LARGE;
            default -> isFromCodec(failed.failure()) ? Refusal.MALFORMED_REQUEST : Refusal.INTERNAL_ERROR;
        };
    }

    /** Whether the HTTP codec threw the exception: then the request is at fault, such as for a body that ends early. */
    private static boolean isFromCodec(@Nullable Throwable failure) {
        StackTraceElement[] trace = failure == null ? new StackTraceElement[0] : failure.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith(CODEC);
    }

    /**
     * Before it matches routes, a router fails a request for an invalid Host or for a path that does not begin with a
     * slash.
     */
    private static boolean isHostInvalid(RoutingContext failed) {
        String path = failed.request().path();
        return failed.failure() instanceof VertxException && path != null && path.startsWith("/");
    }
}
