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
 * The guards before a delivery: path, method, token, rate, in this order. They are the first route of the public port, and answer
 * what does not pass; of the body nothing has been read then. Of the URL they read the path and the token, whatever else
 * stands in it. What fails on the way is answered by {@link RouterFailures}.
 */
@Singleton
final class DoorGuard {

    private static final String CALLBACK_METHODS = "POST, GET, HEAD";
    private static final String READING_METHODS = "GET, HEAD";

    /** After Quarkus' own, such as the reload of dev mode, and before all others. */
    private static final int ORDER = Integer.MIN_VALUE + 1;

    /** Quarkus' pages for developers. */
    private static final String DEV_PAGES = "/q/";

    /** Marks a request that has passed and comes again, under the path of the resource. */
    private static final String PASSED = DoorGuard.class.getName();

    /** Where the source of a request is kept. */
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

    /** The source of a request that has passed. */
    static Source source(RoutingContext routing) {
        return Objects.requireNonNull(routing.get(SOURCE));
    }

    void stand(@Observes Router router) {
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
        String asked = path(routing);
        if (asked.equals(path)) {
            callbacks(routing);
        } else if (asked.equals(Ready.PATH)) {
            readingOnly(routing, ready::answer);
        } else if (asked.equals(SchemaResource.PATH) || asked.startsWith(SchemaResource.PATH + "/")) {
            readingOnly(routing, DoorGuard::pass);
        } else if (LaunchMode.current().isDev() && asked.startsWith(DEV_PAGES)) {
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

    /** On to the resource, which reads the body of a POST alone. */
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

    /** The path that the resources are matched with: /schemas/../callbacks is no schema. Empty if it cannot be read. */
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
