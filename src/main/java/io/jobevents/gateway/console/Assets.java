package io.jobevents.gateway.console;

import io.quarkus.runtime.LaunchMode;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The static files of the page, packaged below {@code console/}: {@code /console} answers with the index,
 * {@code /console/NAME} with the file of that name. Files are cached in memory, except in dev mode. They need no login,
 * since they contain no data.
 */
@Singleton
final class Assets {

    private static final String INDEX = "index.html";
    private static final Pattern NAME = Pattern.compile("(?:lib/)?[a-z0-9]+(?:-[a-z0-9]+)*\\.(js|css|svg)");
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private record Asset(Buffer bytes, String mediaType, String tag) {}

    private final Threads threads;
    private final boolean caches = LaunchMode.current() != LaunchMode.DEVELOPMENT;
    private final Map<String, Asset> read = new ConcurrentHashMap<>();

    Assets(Threads threads) {
        this.threads = threads;
    }

    void mount(Router router) {
        router.route("/console").handler(routing -> read(routing, this::index));
        router.route("/console/*").handler(routing -> read(routing, this::file));
    }

    private static void read(RoutingContext routing, Handler<RoutingContext> reader) {
        String method = routing.request().method().name();
        if (method.equals("GET") || method.equals("HEAD")) {
            reader.handle(routing);
        } else {
            routing.next();
        }
    }

    private void index(RoutingContext routing) {
        if (routing.request().path().endsWith("/")) {
            // The page's links are relative to /console.
            routing.response()
                    .setStatusCode(308)
                    .putHeader("Location", "../console")
                    .end();
        } else {
            serve(routing, INDEX);
        }
    }

    private void file(RoutingContext routing) {
        String path = routing.request().path();
        if (path.equals("/console/")) {
            index(routing);
            return;
        }
        String name = path.substring("/console/".length());
        if (NAME.matcher(name).matches()) {
            serve(routing, name);
        } else {
            routing.next();
        }
    }

    private void serve(RoutingContext routing, String name) {
        Asset known = read.get(name);
        if (known != null) {
            answer(routing, known);
            return;
        }
        Context loop = Vertx.currentContext();
        boolean taken = threads.run(() -> {
            Optional<Asset> found = find(name);
            found.filter(asset -> caches).ifPresent(asset -> read.put(name, asset));
            loop.runOnContext(now -> found.ifPresentOrElse(asset -> answer(routing, asset), routing::next));
        });
        if (!taken) {
            routing.fail(503);
        }
    }

    private static Optional<Asset> find(String name) {
        try (InputStream in = Assets.class.getResourceAsStream("/console/" + name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            String kind = name.substring(name.lastIndexOf('.') + 1);
            return Optional.of(new Asset(Buffer.buffer(bytes), MEDIA_TYPES.getOrDefault(kind, ""), tag(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the page from the program", e);
        }
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "\"" + HexFormat.of().formatHex(digest, 0, 16) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void answer(RoutingContext routing, Asset asset) {
        HttpServerRequest request = routing.request();
        HttpServerResponse response = routing.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.putHeader("ETag", asset.tag()).putHeader("Cache-Control", "no-cache");
        String known = request.getHeader("If-None-Match");
        if (known != null && known.contains(asset.tag())) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", asset.mediaType())
                .putHeader("Content-Length", Integer.toString(asset.bytes().length()));
        if (request.method().name().equals("HEAD")) {
            response.end();
        } else {
            response.end(asset.bytes());
        }
    }
}
