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
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The routes below {@code /console/api}: each takes a bounded body, and hands the {@link Call} to its handler on a thread of the console's
 * own. Paths are Vert.x' ({@code /records/:topic}).
 */
final class Routes {

    static final String BASE = "/console/api";
    /** Of bodies of JSON. */
    static final int JSON_LIMIT = 64 * 1024;

    private static final Logger LOG = Logger.getLogger(Routes.class);
    private static final int DEEPEST = 16;
    private static final ObjectMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Answers a call, or begins a stream. May block. What it throws is a fault of the gateway, and answered 500. */
    @FunctionalInterface
    interface Handler {
        void handle(Call call) throws Exception;
    }

    private final Router router;
    private final Threads threads;

    Routes(Router router, Threads threads) {
        this.router = router;
        this.threads = threads;
    }

    void get(String path, Handler handler) {
        mount(HttpMethod.GET, path, 0, false, handler);
    }

    /** Of a body that is a JSON object of at most {@link #JSON_LIMIT}, or empty. */
    void post(String path, Handler handler) {
        mount(HttpMethod.POST, path, JSON_LIMIT, true, handler);
    }

    /** Of a body of any kind. @param limit of its bytes; a larger one is answered 413 */
    void post(String path, long limit, Handler handler) {
        mount(HttpMethod.POST, path, limit, false, handler);
    }

    void delete(String path, Handler handler) {
        mount(HttpMethod.DELETE, path, JSON_LIMIT, true, handler);
    }

    private void mount(HttpMethod method, String path, long limit, boolean json, Handler handler) {
        router.route(method, BASE + path).handler(routing -> read(routing, limit, json, handler));
    }

    /** Quarkus' body handler stands before all routes of the management port and has read the body, within its own bound. */
    private void read(RoutingContext routing, long limit, boolean json, Handler handler) {
        @Nullable Buffer buffer = routing.body().buffer();
        byte[] body = buffer == null || limit == 0 ? new byte[0] : buffer.getBytes();
        Optional<JsonNode> tree = json ? object(body) : Optional.empty();
        Call call = new Call(routing, Vertx.currentContext(), Guard.name(routing), body, tree);
        if (body.length > limit) {
            call.problem(Reason.BODY_TOO_LARGE, "At most " + limit + " bytes are taken here.");
        } else if (json && tree.isEmpty() && body.length > 0) {
            call.problem(Reason.MALFORMED_REQUEST, "The body is no JSON object.");
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
            call.problem(Reason.OVERLOADED, "The console handles as many requests as it may; repeat later.");
        }
    }
}
