package io.jobevents.gateway.http;

import io.jobevents.gateway.Refusal;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Applies the HTTP/1.1 limits of a request head to HTTP/2. Over HTTP/1.1 the codec enforces them. Over HTTP/2 the codec
 * has one limit for the whole head and answers without a body, so that limit is set higher ({@code
 * quarkus.http.limits.max-header-list-size}).
 */
@Singleton
final class HeadSize {

    private final int maxUrl;
    private final long maxHeaders;

    HeadSize(
            @ConfigProperty(name = "quarkus.http.limits.max-initial-line-length", defaultValue = "4096") int maxUrl,
            @ConfigProperty(name = "quarkus.http.limits.max-header-size", defaultValue = "20K") MemorySize maxHeaders) {
        this.maxUrl = maxUrl;
        this.maxHeaders = maxHeaders.asLongValue();
    }

    Optional<Refusal> refusal(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            return Optional.empty();
        }
        if (request.uri().length() > maxUrl) {
            return Optional.of(Refusal.URI_TOO_LONG);
        }
        long size = 0;
        for (Map.Entry<String, String> header : request.headers()) {
            size += header.getKey().length() + header.getValue().length();
        }
        return size > maxHeaders ? Optional.of(Refusal.HEADERS_TOO_LARGE) : Optional.empty();
    }
}
