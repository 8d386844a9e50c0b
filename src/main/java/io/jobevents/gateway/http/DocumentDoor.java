package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.Refusal;
import io.jobevents.gateway.document.AsyncApi;
import io.jobevents.gateway.document.Brokers;
import io.jobevents.gateway.document.OpenApi;
import io.jobevents.gateway.document.ProgramVersion;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Serves the documents for tools, {@code /asyncapi} and {@code /openapi}, on the management port only. Each is built on
 * its first request, on a worker thread, and cached.
 */
@Singleton
final class DocumentDoor {

    private static final String METHODS = "GET, HEAD";

    private final GatewayConfig config;
    private final Config settings;
    private final Refusals refusals;
    private final Vertx vertx;

    DocumentDoor(GatewayConfig config, Config settings, Refusals refusals, Vertx vertx) {
        this.config = config;
        this.settings = settings;
        this.refusals = refusals;
        this.vertx = vertx;
    }

    void register(@Observes ManagementInterface management) {
        Brokers brokers = Brokers.of(name -> settings.getOptionalValue(name, String.class));
        int port = settings.getOptionalValue("quarkus.http.port", Integer.class).orElse(8080);
        int managementPort = settings.getOptionalValue("quarkus.management.port", Integer.class)
                .orElse(9000);
        String version = ProgramVersion.number();
        serve(management, "/asyncapi", () -> AsyncApi.document(config, brokers, version));
        serve(management, "/openapi", () -> OpenApi.document(config, port, managementPort, version));
    }

    private void serve(ManagementInterface management, String path, Supplier<String> document) {
        Cached cached = new Cached(document);
        management.router().route(path).handler(routing -> answer(routing, cached));
    }

    private void answer(RoutingContext routing, Cached document) {
        UnreadBody.skipAfterAnswer(routing);
        HttpServerRequest request = routing.request();
        String method = request.method().name();
        if (method.equals("GET") || method.equals("HEAD")) {
            document.bytes().onSuccess(bytes -> end(request, bytes)).onFailure(routing::fail);
        } else {
            routing.response().putHeader(HttpHeaders.ALLOW, METHODS);
            refusals.problem(Refusal.METHOD_NOT_ALLOWED).answer().write(routing);
        }
    }

    private static void end(HttpServerRequest request, Buffer bytes) {
        HttpServerResponse response = request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length()));
        if (request.method().name().equals("HEAD")) {
            response.end();
        } else {
            response.end(bytes);
        }
    }

    /** A document that is built once. */
    private final class Cached {

        private final Supplier<String> document;
        private @Nullable Future<Buffer> built;

        Cached(Supplier<String> document) {
            this.document = document;
        }

        synchronized Future<Buffer> bytes() {
            if (built == null) {
                built = vertx.executeBlocking(() -> Buffer.buffer(document.get()));
            }
            return built;
        }
    }
}
