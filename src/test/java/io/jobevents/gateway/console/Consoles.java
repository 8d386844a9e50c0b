package io.jobevents.gateway.console;

import io.jobevents.gateway.ConsoleMetrics;
import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.GatewayConfig;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/** Starts a console on a server of its own, without the rest of the gateway. */
final class Consoles implements AutoCloseable {

    static final String TOKEN = "alice-and-her-token-0";

    final ConsoleTokens tokens;
    final Sessions sessions;
    final List<String> counted = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    /** @param settings as environment variables */
    Consoles(Map<String, String> settings, Clock clock, ConsoleApi... parts) throws Exception {
        GatewayConfig config = config(settings);
        tokens = new ConsoleTokens(config, true, () -> {});
        tokens.open(new StartupEvent());
        sessions = new Sessions(tokens, clock);
        Changes changes = new Changes(new Counting(), clock);
        Guard guard = new Guard(tokens, sessions, new Attempts(clock), changes);
        Threads threads = new Threads();
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false)); // as Quarkus does
        new ConsoleDoor(config, true, null, guard, new Assets(threads), threads)
                .mount(
                        router,
                        Stream.concat(Stream.of(new SessionApi(tokens, sessions, guard, changes)), Stream.of(parts))
                                .toList());
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    static GatewayConfig config(Map<String, String> settings) {
        Map<String, String> all = new java.util.HashMap<>(settings);
        all.putIfAbsent("GATEWAY_CONSOLE_ENABLED", "true");
        return DeployedSettings.config(all);
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() throws Exception {
        tokens.close(new io.quarkus.runtime.ShutdownEvent());
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .get(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS);
    }

    private final class Counting implements ConsoleMetrics {
        @Override
        public void login(Login login) {
            counted.add(login.code());
        }

        @Override
        public void changed(Change change) {
            counted.add(change.code());
        }

        @Override
        public void viewers(IntSupplier viewers) {}
    }
}
