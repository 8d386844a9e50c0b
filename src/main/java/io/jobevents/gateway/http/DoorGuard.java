package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.Refusal;
import io.jobevents.gateway.Source;
import io.jobevents.gateway.http.wire.UnreadableHead;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The first route of the public port. It checks the head, path, method, token and rate of each request, in this order,
 * and answers a request that fails a check before any of its body is read. Of the URL only the path and the token are
 * read; the rest may be malformed. {@link RouterFailures} answers requests for which an exception is thrown.
 */
@Singleton
final class DoorGuard {

    private static final String CALLBACK_METHODS = "POST, GET, HEAD";
    private static final String READING_METHODS = "GET, HEAD";

    /** After Quarkus' own routes, such as the reload of dev mode, and before all others. */
    private static final int ORDER = Integer.MIN_VALUE + 1;

    /** Quarkus' pages for developers. */
    private static final String DEV_PAGES = "/q/";

    /** Marks a request that passed the checks and was rerouted to the path of the resource. */
    private static final String PASSED = DoorGuard.class.getName();

    /** The key of the source of a request. */
    private static final String SOURCE = Source.class.getName();

    private final String path;
    private final Tokens tokens;
    private final Rates rates;
    private final Closing closing;
    private final Ready ready;
    private final HeadSize headSize;
    private final Refusals refusals;
    private final RouterFailures failures;

    DoorGuard(
            GatewayConfig config,
            Tokens tokens,
            Rates rates,
            Closing closing,
            Ready ready,
            HeadSize headSize,
            Refusals refusals,
            RouterFailures failures) {
        this.path = withoutSlash(config.http().path());
        this.tokens = tokens;
        this.rates = rates;
        this.closing = closing;
        this.ready = ready;
        this.headSize = headSize;
        this.refusals = refusals;
        this.failures = failures;
    }

    /** The source of a request that passed the checks. */
    static Source source(RoutingContext routing) {
        return Objects.requireNonNull(routing.get(SOURCE));
    }

    void register(@Observes Router router) {
        router.route().order(ORDER).handler(this::guard);
        failures.answerAll(router, ORDER, refusals::refuse);
    }

    private void guard(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (closing.hasBegun() && request.version() != HttpVersion.HTTP_2) {
            routing.response().putHeader("Connection", "close");
            routing.addEndHandler(ended -> request.connection().close());
        }
        if (routing.get(PASSED) != null) {
            pass(routing);
            return;
        }
        Optional<Refusal> head = UnreadableHead.refusal(request).or(() -> headSize.refusal(request));
        if (head.isPresent()) {
            refusals.refuse(routing, head.get());
            return;
        }
        String requested = path(routing);
        if (requested.equals(path)) {
            callbacks(routing);
        } else if (requested.equals(Ready.PATH)) {
            readingOnly(routing, ready::answer);
        } else if (requested.equals(SchemaResource.PATH) || requested.startsWith(SchemaResource.PATH + "/")) {
            readingOnly(routing, DoorGuard::pass);
        } else if (LaunchMode.current().isDev() && requested.startsWith(DEV_PAGES)) {
            routing.next();
        } else {
            refusals.refuse(routing, Refusal.NOT_FOUND);
        }
    }

    private void callbacks(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        boolean reads = isReading(request);
        if (!reads && !request.method().name().equals("POST")) {
            refusals.refuseMethod(routing, CALLBACK_METHODS);
            return;
        }
        Optional<String> authorization = Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION));
        Optional<Source> source = tokens.admit(Optional.ofNullable(request.query()), authorization);
        if (source.isEmpty()) {
            refusals.refuse(routing, Refusal.UNAUTHORIZED);
        } else if (!reads && !rates.admit(source.get())) {
            refusals.refuse(routing, Refusal.RATE_EXCEEDED);
        } else if (!reads && closing.isClosed()) {
            refusals.refuse(routing, Refusal.STOPPING);
        } else {
            routing.put(SOURCE, source.get());
            toResource(routing);
        }
    }

    private static void toResource(RoutingContext routing) {
        if (routing.normalizedPath().equals(CallbackResource.PATH)) {
            pass(routing);
        } else {
            routing.put(PASSED, true);
            routing.reroute(CallbackResource.PATH);
        }
    }

    /** Passes a request to its resource, which reads only the body of a POST. */
    private static void pass(RoutingContext routing) {
        if (isReading(routing.request())) {
            UnreadBody.skipAfterAnswer(routing);
        }
        routing.next();
    }

    private void readingOnly(RoutingContext routing, Consumer<RoutingContext> answer) {
        if (isReading(routing.request())) {
            answer.accept(routing);
        } else {
            refusals.refuseMethod(routing, READING_METHODS);
        }
    }

    private static boolean isReading(HttpServerRequest request) {
        String method = request.method().name();
        return method.equals("GET") || method.equals("HEAD");
    }

    /**
     * The normalized path, as resources are matched: {@code /schemas/../callbacks} is no schema. Empty if it is
     * malformed.
     */
    private static String path(RoutingContext routing) {
        try {
            return withoutSlash(routing.normalizedPath());
        } catch (IllegalArgumentException brokenEscape) {
            return "";
        }
    }

    private static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
