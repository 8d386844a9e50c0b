package io.jobevents.gateway.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jobevents.gateway.console.ConsoleProblem.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The routes below {@code /console/api}. Each limits the size of the body, and runs its handler on one of the console's
 * {@link Threads}. Paths are patterns of Vert.x ({@code /records/:topic}).
 */
final class Routes {

    static final String BASE = "/console/api";
    /** The most bytes of a JSON body. */
    static final int JSON_LIMIT = 64 * 1024;

    private static final Logger LOG = Logger.getLogger(Routes.class);
    private static final int DEEPEST = 16;
    private static final byte[] NO_BODY = {};
    private static final ObjectMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Answers a call, or begins a stream. May block. An exception is logged as a fault of the gateway and answered 500.
     */
    @FunctionalInterface
    interface Handler {
        void handle(Call call) throws Exception;
    }

    private final Router router;
    private final Threads threads;
    /** The mounted methods by path. */
    private final Map<String, List<String>> methods = new LinkedHashMap<>();

    Routes(Router router, Threads threads) {
        this.router = router;
        this.threads = threads;
    }

    void get(String path, Handler handler) {
        mount(HttpMethod.GET, path, 0, false, handler);
    }

    /** A route whose body is empty, or a JSON object of at most {@link #JSON_LIMIT} bytes. */
    void post(String path, Handler handler) {
        mount(HttpMethod.POST, path, JSON_LIMIT, true, handler);
    }

    /**
     * A route whose body is of any type.
     *
     * @param limit the most bytes; a larger body is answered 413
     */
    void post(String path, long limit, Handler handler) {
        mount(HttpMethod.POST, path, limit, false, handler);
    }

    void delete(String path, Handler handler) {
        mount(HttpMethod.DELETE, path, JSON_LIMIT, true, handler);
    }

    private void mount(HttpMethod method, String path, long limit, boolean json, Handler handler) {
        router.route(method, BASE + path).handler(routing -> read(routing, limit, json, handler));
        methods.computeIfAbsent(path, first -> new ArrayList<>()).add(method.name());
    }

    /** Answers requests for which no route is mounted: 405 if the path has routes of other methods, otherwise 404. */
    void refuseOthers() {
        methods.forEach((path, mounted) -> {
            String allowed = String.join(", ", mounted);
            router.route(BASE + path).handler(routing -> {
                routing.response().putHeader("Allow", allowed);
                Guard.refuse(routing, Reason.METHOD_NOT_ALLOWED, "The methods of this path are " + allowed + ".");
            });
        });
        router.route(BASE + "/*")
                .handler(routing -> Guard.refuse(routing, Reason.NOT_FOUND, "The console's API has no such path."));
    }

    /**
     * The body was read by Quarkus' body handler, which runs before all routes of the management port with its own
     * limit.
     */
    private void read(RoutingContext routing, long limit, boolean json, Handler handler) {
        @Nullable Buffer buffer = routing.body().buffer();
        byte[] body = buffer == null || limit == 0 ? NO_BODY : buffer.getBytes();
        Optional<JsonNode> tree = json ? object(body) : Optional.empty();
        Call call = new Call(routing, Vertx.currentContext(), Guard.name(routing), body, tree);
        if (body.length > limit) {
            call.problem(Reason.BODY_TOO_LARGE, "The limit of the body is " + limit + " bytes.");
        } else if (json && tree.isEmpty() && body.length > 0) {
            call.problem(Reason.MALFORMED_REQUEST, "The body is not a JSON object.");
        } else {
            run(call, handler);
        }
    }

    private static Optional<JsonNode> object(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory", e);
        }
    }

    private void run(Call call, Handler handler) {
        boolean taken = threads.run(() -> {
            try {
                handler.handle(call);
            } catch (Exception | LinkageError fault) {
                LOG.error("A request to the console failed by a fault of the gateway", fault);
                call.failed();
            }
        });
        if (!taken) {
            call.problem(
                    Reason.OVERLOADED, "The limit of concurrent requests to the console is reached; try again later.");
        }
    }
}
