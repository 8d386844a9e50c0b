package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.Outcome;
import io.jobevents.gateway.record.TraceContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Creates an OpenTelemetry span for each delivery. The span continues the sender's trace, if there is one, and the
 * headers of the records carry its context. The framework's own spans are not used: they contain the query of the URL,
 * which may contain the token.
 *
 * <p>While tracing is off, nothing is created. Thread-safe.
 */
@Singleton
final class Tracing {

    /** The span of one delivery. For one thread at a time. */
    interface Trace {

        /** The context for the headers of the records. Empty while tracing is off. */
        Optional<TraceContext> context();

        /** Adds the outcome to the span. */
        void ended(Outcome outcome);
    }

    private static final Trace NONE = new Trace() {
        @Override
        public Optional<TraceContext> context() {
            return Optional.empty();
        }

        @Override
        public void ended(Outcome outcome) {}
    };

    private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final int SERVER_FAULT = 500;

    private static final TextMapGetter<MultiMap> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(MultiMap headers) {
            return headers.names();
        }

        @Override
        public @Nullable String get(@Nullable MultiMap headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    };

    private final boolean off;
    private final Tracer tracer;
    private final String path;

    Tracing(
            GatewayConfig config,
            OpenTelemetry telemetry,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
        this.off = off;
        this.tracer = telemetry.getTracer("io.jobevents.gateway");
        this.path = config.http().path();
    }

    /** Starts the span of a delivery. The span ends with the answer. */
    Trace begin(RoutingContext routing) {
        if (off) {
            return NONE;
        }
        Context sender = W3C.extract(Context.root(), routing.request().headers(), HEADERS);
        Span span = tracer.spanBuilder("POST " + path)
                .setParent(sender)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", "POST")
                .setAttribute("http.route", path)
                .setAttribute("url.path", path)
                .startSpan();
        routing.addEndHandler(ended -> end(span, routing.response().getStatusCode()));
        return new DeliverySpan(span);
    }

    private static void end(Span span, int status) {
        span.setAttribute("http.response.status_code", status);
        if (status >= SERVER_FAULT) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute("error.type", String.valueOf(status));
        }
        span.end();
    }

    private record DeliverySpan(Span span) implements Trace {

        @Override
        public Optional<TraceContext> context() {
            Map<String, String> headers = new HashMap<>();
            SpanContext own = span.getSpanContext();
            W3C.inject(Context.root().with(Span.wrap(own)), headers, (into, name, value) -> {
                if (into != null) {
                    into.put(name, value);
                }
            });
            return Optional.ofNullable(headers.get("traceparent"))
                    .map(parent -> new TraceContext(parent, Optional.ofNullable(headers.get("tracestate"))));
        }

        @Override
        public void ended(Outcome outcome) {
            span.setAttribute("gateway.outcome", outcome.word());
            outcome.reason().ifPresent(reason -> span.setAttribute("gateway.reason", reason));
        }
    }
}
