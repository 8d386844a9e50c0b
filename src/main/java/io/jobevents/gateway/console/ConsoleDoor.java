package io.jobevents.gateway.console;

import io.jobevents.gateway.GatewayConfig;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The console's door, on the management port alone: the guards, then the parts of the API. Nothing of it is there unless enabled. */
@Singleton
final class ConsoleDoor {

    private final GatewayConfig.Console config;
    private final boolean hasDoor;
    private final Instance<ConsoleApi> parts;
    private final Threads threads;

    /** @param hasDoor not where the program runs in a mode that takes no callbacks */
    ConsoleDoor(
            GatewayConfig config,
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean hasDoor,
            Instance<ConsoleApi> parts,
            Threads threads) {
        this.config = config.console();
        this.hasDoor = hasDoor;
        this.parts = parts;
        this.threads = threads;
    }

    void stand(@Observes ManagementInterface management) {
        if (!config.enabled() || !hasDoor) {
            return;
        }
        Router router = management.router();
        Guard guard = new Guard(config.tokens().isEmpty() && config.tokensFile().isEmpty());
        router.route(Routes.BASE + "/*").handler(guard::check);
        Routes routes = new Routes(router, threads);
        parts.forEach(part -> part.mount(routes));
    }
}
