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
 * The answers to what fails in a router, in the place of the pages and log lines of Vert.x and Quarkus, which show the URL.
 */
@Singleton
final class RouterFailures {

    /** What Vert.x' router answers by itself. */
    private static final Set<Integer> STATUSES = Set.of(400, 404, 405, 406, 413, 415, 500);

    private static final String CODEC = "io.netty.handler.codec.";

    private final Faults faults;

    RouterFailures(Faults faults) {
        this.faults = faults;
    }

    /**
     * @param order of the route that hears of failures; before that of any other
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
            case 400, 406, 415 -> isHostAtFault(failed) ? Refusal.INVALID_HOST : Refusal.MALFORMED_REQUEST;
            case 404 -> Refusal.NOT_FOUND;
            case 405 -> Refusal.METHOD_NOT_ALLOWED;
            case 413 -> Refusal.BODY_TOO_LARGE;
            default -> isOfCodec(failed.failure()) ? Refusal.MALFORMED_REQUEST : Refusal.INTERNAL_ERROR;
        };
    }

    /** A body that breaks off is the request's fault, although it reaches the router as an exception. */
    private static boolean isOfCodec(@Nullable Throwable failure) {
        StackTraceElement[] trace = failure == null ? new StackTraceElement[0] : failure.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith(CODEC);
    }

    /** Before it looks for a route, the router fails a request for its Host or for a path that does not begin with a slash. */
    private static boolean isHostAtFault(RoutingContext failed) {
        String path = failed.request().path();
        return failed.failure() instanceof VertxException && path != null && path.startsWith("/");
    }
}
