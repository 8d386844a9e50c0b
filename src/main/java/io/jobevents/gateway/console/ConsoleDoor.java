package io.jobevents.gateway.console;

import io.jobevents.gateway.GatewayConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Mounts the console on the management port: the guards, then the parts of the API, then the files of the page. Mounts
 * nothing if the console is disabled.
 */
@Singleton
final class ConsoleDoor {

    /** The page shows untrusted text, so it may run, load and request only its own files and API. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    /** The order among the observers of startup: after Quarkus Messaging has created its channels. */
    private static final int LATE = 3000;

    private final GatewayConfig.Console config;
    private final boolean hasDoor;
    private final Instance<ConsoleApi> parts;
    private final Guard guard;
    private final Assets assets;
    private final Threads threads;
    /** For the thread that starts the gateway. */
    private Optional<Router> router = Optional.empty();

    /** @param hasDoor false in commands that serve no HTTP, such as {@code replay} */
    ConsoleDoor(
            GatewayConfig config,
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean hasDoor,
            Instance<ConsoleApi> parts,
            Guard guard,
            Assets assets,
            Threads threads) {
        this.config = config.console();
        this.hasDoor = hasDoor;
        this.parts = parts;
        this.guard = guard;
        this.assets = assets;
        this.threads = threads;
    }

    void prepare(@Observes ManagementInterface management) {
        if (config.enabled() && hasDoor) {
            router = Optional.of(management.router());
        }
    }

    /** Mounts the routes later than {@link #prepare}, since parts may need the publisher, which needs the channels. */
    void open(@Observes @Priority(LATE) StartupEvent event) {
        router.ifPresent(prepared -> mount(prepared, parts));
    }

    void mount(Router router, Iterable<ConsoleApi> all) {
        for (String path : new String[] {"/console", "/console/*"}) {
            router.route(path).handler(ConsoleDoor::secure);
            router.route(path).handler(guard::host);
        }
        router.route(Routes.BASE + "/*").handler(guard::page);
        router.route(Routes.BASE + "/*").handler(guard::viewer);
        Routes routes = new Routes(router, threads);
        all.forEach(part -> part.mount(routes));
        routes.refuseOthers();
        assets.mount(router);
    }

    private static void secure(RoutingContext routing) {
        HttpServerResponse response = routing.response();
        HEADERS.forEach(response::putHeader);
        response.putHeader("Cache-Control", "no-store");
        // Quarkus sets this header to * on the management port.
        routing.addHeadersEndHandler(end -> response.headers().remove("Access-Control-Allow-Origin"));
        routing.next();
    }
}
