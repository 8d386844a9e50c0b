package io.jobevents.gateway.console;

import io.jobevents.gateway.ConsoleMetrics.Login;
import io.jobevents.gateway.console.ConsoleProblem.Reason;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The checks before every route of the console: the host, the origin and the viewer of a request. */
@Singleton
final class Guard {

    /** The name of the viewer if no tokens are configured. */
    static final String ANONYMOUS = "anonymous";

    private static final String NAME = Guard.class.getName();
    private static final String BEARER = "Bearer ";
    /** Prevents cross-site requests: a form cannot send it, and a script of another origin would need CORS. */
    private static final String OWN_HEADER = "X-Console";

    private final ConsoleTokens tokens;
    private final Sessions sessions;
    private final Attempts attempts;
    private final Changes changes;

    Guard(ConsoleTokens tokens, Sessions sessions, Attempts attempts, Changes changes) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.attempts = attempts;
        this.changes = changes;
    }

    /** The name of the viewer, after {@link #viewer}. */
    static String name(RoutingContext routing) {
        return Optional.<String>ofNullable(routing.get(NAME)).orElse(ANONYMOUS);
    }

    /** Without tokens, accepts only names of this machine as host. This prevents DNS rebinding by a foreign page. */
    void host(RoutingContext routing) {
        if (tokens.isOpen() && !Origins.isThisMachine(routing.request().getHeader("Host"))) {
            refuse(routing, Reason.WRONG_HOST, "Without tokens the console accepts only the host localhost.");
        } else {
            routing.next();
        }
    }

    /** Accepts requests other than GET and HEAD only from the console's own page, or from a script with a token. */
    void page(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        String method = request.method().name();
        boolean reads = method.equals("GET") || method.equals("HEAD");
        String origin = request.getHeader("Origin");
        if (!reads && bearer(routing).isEmpty() && !"1".equals(request.getHeader(OWN_HEADER))) {
            refuse(routing, Reason.HEADER_MISSING, "The header X-Console: 1 or Authorization: Bearer is required.");
        } else if (origin != null && !Origins.isOf(origin, request.getHeader("Host"))) {
            refuse(routing, Reason.WRONG_ORIGIN, "Pages of other origins may not use the console.");
        } else {
            routing.next();
        }
    }

    /** Authenticates the viewer by a bearer token or by the cookie of a session, if tokens are configured. */
    void viewer(RoutingContext routing) {
        if (tokens.isOpen() || isLogin(routing)) {
            routing.next();
            return;
        }
        Optional<String> bearer = bearer(routing);
        if (bearer.isPresent()) {
            String shown = bearer.get();
            attempt(routing, shown, owner -> {
                changes.accepted();
                routing.put(NAME, owner);
                routing.next();
            });
            return;
        }
        Optional<Sessions.Session> session = session(routing);
        if (session.isPresent()) {
            routing.put(NAME, session.get().name());
            routing.next();
        } else {
            unauthorized(routing);
        }
    }

    /** The session of the request's cookie. */
    Optional<Sessions.Session> session(RoutingContext routing) {
        Cookie cookie = routing.request().getCookie(Sessions.COOKIE);
        return cookie == null ? Optional.empty() : sessions.read(cookie.getValue());
    }

    /**
     * Checks a token, after the delay that {@link Attempts} demands. Answers the request if the token is invalid.
     *
     * @param owner receives the owner of a valid token, on the event loop
     */
    void attempt(RoutingContext routing, String shown, Consumer<String> owner) {
        String address = routing.request().remoteAddress().hostAddress();
        String from = address == null ? "" : address;
        var pause = attempts.begin(from);
        if (pause.isEmpty()) {
            changes.refused(Login.LIMITED);
            refuse(routing, Reason.TOO_MANY_ATTEMPTS, "Too many login attempts; try again later.");
        } else if (pause.get().isZero()) {
            judge(routing, from, shown, owner);
        } else {
            routing.vertx().setTimer(pause.get().toMillis(), late -> {
                attempts.waited();
                if (!routing.response().closed()) {
                    judge(routing, from, shown, owner);
                }
            });
        }
    }

    private void judge(RoutingContext routing, String from, String shown, Consumer<String> admitted) {
        Optional<String> owner = tokens.owner(shown);
        if (owner.isPresent()) {
            attempts.succeeded(from);
            admitted.accept(owner.get());
        } else {
            attempts.failed(from);
            changes.refused(Login.REFUSED);
            unauthorized(routing);
        }
    }

    private static boolean isLogin(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        return !request.method().name().equals("GET") && SessionApi.PATH.equals(routing.normalizedPath());
    }

    private static Optional<String> bearer(RoutingContext routing) {
        @Nullable String header = routing.request().getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static void unauthorized(RoutingContext routing) {
        routing.response().putHeader("WWW-Authenticate", "Bearer");
        refuse(routing, Reason.UNAUTHORIZED, "Log in, or send Authorization: Bearer with a token of the console.");
    }

    /** Answers a problem, unless the request is answered already. */
    static void refuse(RoutingContext routing, Reason reason, String detail) {
        HttpServerResponse response = routing.response();
        if (!response.ended() && !response.closed()) {
            ConsoleProblem problem = new ConsoleProblem(reason, detail);
            response.setStatusCode(reason.status())
                    .putHeader("Content-Type", ConsoleProblem.MEDIA_TYPE)
                    .end(Buffer.buffer(problem.body().bytes()));
        }
    }
}
