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
 * The console's door, on the management port alone: the guards, then the parts of the API, then the files of the page. Nothing of it
 * is there unless enabled.
 */
@Singleton
final class ConsoleDoor {

    /** What is shown was written by strangers: nothing but the page's own files may run, be loaded, or be asked. */
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

    private static final int LATE = 3000;

    private final GatewayConfig.Console config;
    private final boolean hasDoor;
    private final Instance<ConsoleApi> parts;
    private final Guard guard;
    private final Assets assets;
    private final Threads threads;
    /** Of the thread that starts the gateway. */
    private Optional<Router> router = Optional.empty();

    /** @param hasDoor not where the program runs in a mode that takes no callbacks */
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

    void stand(@Observes ManagementInterface management) {
        if (config.enabled() && hasDoor) {
            router = Optional.of(management.router());
        }
    }

    /** Later, since parts may need the publisher, which cannot be built before Quarkus Messaging has its channels. */
    void open(@Observes @Priority(LATE) StartupEvent event) {
        router.ifPresent(standing -> mount(standing, parts));
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
        assets.mount(router);
    }

    private static void secure(RoutingContext routing) {
        HttpServerResponse response = routing.response();
        HEADERS.forEach(response::putHeader);
        response.putHeader("Cache-Control", "no-store");
        // Quarkus allows scripts of every origin to read what this port answers.
        routing.addHeadersEndHandler(end -> response.headers().remove("Access-Control-Allow-Origin"));
        routing.next();
    }
}
