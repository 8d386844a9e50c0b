package io.jobevents.gateway.console;

import io.jobevents.gateway.console.Sessions.Session;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Login, logout, and the name of the viewer: {@code /console/api/session}. */
@Singleton
final class SessionApi implements ConsoleApi {

    static final String PATH = Routes.BASE + "/session";

    private final ConsoleTokens tokens;
    private final Sessions sessions;
    private final Guard guard;
    private final Changes changes;

    SessionApi(ConsoleTokens tokens, Sessions sessions, Guard guard, Changes changes) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.guard = guard;
        this.changes = changes;
    }

    @Override
    public void mount(Routes routes) {
        routes.get("/session", this::show);
        routes.post("/session", this::logIn);
        routes.delete("/session", this::logOut);
    }

    private void show(Call call) {
        Optional<Session> session = tokens.isOpen() ? Optional.empty() : call.of(guard::session);
        call.answer(body(call.name(), session, tokens.isOpen()));
    }

    private void logIn(Call call) {
        if (tokens.isOpen()) {
            call.answer(body(Guard.ANONYMOUS, Optional.empty(), true));
            return;
        }
        String shown = call.json().path("token").asText("");
        call.onLoop(routing -> guard.attempt(routing, shown, name -> begin(call, routing, name)));
    }

    private void begin(Call call, RoutingContext routing, String name) {
        changes.loggedIn(name);
        Session session = sessions.begin(name);
        sessions.cookie(session)
                .ifPresent(value ->
                        routing.response().addCookie(cookie(routing, value).setMaxAge(Sessions.LENGTH.toSeconds())));
        call.answer(body(name, Optional.of(session), false));
    }

    private void logOut(Call call) {
        call.onLoop(routing -> routing.response().addCookie(cookie(routing, "").setMaxAge(0)));
        call.noContent();
    }

    private static Cookie cookie(RoutingContext routing, String value) {
        boolean secure = routing.request().isSSL()
                || "https".equalsIgnoreCase(routing.request().getHeader("X-Forwarded-Proto"));
        return Cookie.cookie(Sessions.COOKIE, value)
                .setPath("/console")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(secure);
    }

    private static JsonBody body(String name, Optional<Session> session, boolean open) {
        return out -> {
            out.writeStringField("name", name);
            if (session.isPresent()) {
                out.writeStringField("expires", session.get().expires().toString());
            }
            out.writeBooleanField("open", open);
        };
    }
}
