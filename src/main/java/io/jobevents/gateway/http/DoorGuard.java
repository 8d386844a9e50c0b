package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.Refusal;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * The guards before a delivery: path, method, token, in this order. Whoever does not pass is answered here; of the body
 * nothing has been read then.
 */
@ApplicationScoped // a proxy, since filters are put together before there is a configuration
public class DoorGuard {

    private static final String CALLBACK_METHODS = "POST, GET, HEAD";
    private static final String SCHEMA_METHODS = "GET, HEAD";

    private final String path;
    private final Tokens tokens;
    private final Closing closing;
    private final Refusals refusals;

    DoorGuard(GatewayConfig config, Tokens tokens, Closing closing, Refusals refusals) {
        this.path = config.http().path();
        this.tokens = tokens;
        this.closing = closing;
        this.refusals = refusals;
    }

    /** @return the answer to a request that does not pass */
    @ServerRequestFilter(preMatching = true)
    public Optional<Response> guard(ContainerRequestContext matching, RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (closing.hasBegun()) {
            routing.response().putHeader("Connection", "close");
            routing.addEndHandler(ended -> request.connection().close());
        }
        String method = request.method().name();
        boolean reads = method.equals("GET") || method.equals("HEAD");
        // The path that the resources are matched with: /schemas/../callbacks is no schema.
        String asked = routing.normalizedPath();
        if (asked.startsWith(SchemaResource.PATH + "/")) {
            return reads ? Optional.empty() : Optional.of(refusals.methodNotAllowed(SCHEMA_METHODS));
        }
        if (!asked.equals(path)) {
            return Optional.of(refusals.answer(Refusal.NOT_FOUND));
        }
        if (!reads && !method.equals("POST")) {
            return Optional.of(refusals.methodNotAllowed(CALLBACK_METHODS));
        }
        Optional<String> authorization = Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (!tokens.admit(Optional.ofNullable(request.query()), authorization)) {
            return Optional.of(refusals.answer(Refusal.UNAUTHORIZED));
        }
        if (!reads && closing.isClosed()) {
            return Optional.of(refusals.answer(Refusal.STOPPING));
        }
        if (!path.equals(CallbackResource.PATH)) {
            matching.setRequestUri(URI.create(CallbackResource.PATH));
        }
        return Optional.empty();
    }
}
