package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.GatewayMetrics;
import io.jobevents.gateway.Refusal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** The answers to requests that are refused before they become a delivery: each is a problem, and is counted. */
@Singleton
final class Refusals {

    private final GatewayMetrics metrics;
    private final long maxBodySize;

    Refusals(GatewayConfig config, GatewayMetrics metrics) {
        this.metrics = metrics;
        this.maxBodySize = config.http().maxBodySize().asLongValue();
    }

    /** Counts a refusal, and answers it unless the client has disconnected. The rest of the body is skipped. */
    void refuse(RoutingContext routing, Refusal refusal) {
        metrics.refused(refusal);
        if (!routing.response().closed()) {
            UnreadBody.skipAfterAnswer(routing);
            problem(refusal).answer().write(routing);
        }
    }

    /** @param allowed the value of the header Allow */
    void refuseMethod(RoutingContext routing, String allowed) {
        routing.response().putHeader(HttpHeaders.ALLOW, allowed);
        refuse(routing, Refusal.METHOD_NOT_ALLOWED);
    }

    /** Counts a refusal, and returns its answer. The caller has to skip the rest of the body. */
    Response answer(Refusal refusal) {
        metrics.refused(refusal);
        return problem(refusal).answer().toResponse();
    }

    /** The problem of a refusal, which is not counted. */
    Problem problem(Refusal refusal) {
        return switch (refusal) {
            case MALFORMED_REQUEST -> problem(refusal, "Malformed request", "The request violates the rules of HTTP.");
            case CONTRADICTING_LENGTHS ->
                problem(
                        refusal,
                        "Contradicting lengths",
                        "Content-Length occurs more than once, or together with Transfer-Encoding.");
            case INVALID_HOST ->
                problem(refusal, "Invalid host", "The header Host or :authority is missing or invalid.");
            case UNAUTHORIZED ->
                problem(
                        refusal,
                        "No valid token",
                        "Post with ?token=… in the URL or Authorization: Bearer …, with a token of this gateway.");
            case NOT_FOUND ->
                problem(refusal, "Not found", "No resource has this path; callbacks are posted to another one.");
            case METHOD_NOT_ALLOWED ->
                problem(refusal, "Method not allowed", "The header Allow lists the methods of this path.");
            case INCOMPLETE_BODY ->
                problem(refusal, "Incomplete body", "The body did not arrive completely in time; repeat it.");
            case BODY_TOO_LARGE ->
                problem(refusal, "Body too large", "A callback may have at most " + maxBodySize + " bytes.");
            case URI_TOO_LONG -> problem(refusal, "URL too long", "The URL exceeds the limit of this gateway.");
            case RATE_EXCEEDED ->
                problem(
                        refusal,
                        "Too many callbacks",
                        "The source of this token exceeds its limit of callbacks per second; repeat later.");
            case HEADERS_TOO_LARGE ->
                problem(refusal, "Headers too large", "The headers together exceed the limit of this gateway.");
            case INTERNAL_ERROR ->
                problem(refusal, "Internal error", "The gateway failed; its log has the details. Repeat the callback.");
            case TOO_MANY_IN_FLIGHT ->
                problem(
                        refusal,
                        "Too many callbacks in flight",
                        "The limit of callbacks in flight or of their bytes is reached; repeat later.");
            case TOO_MANY_LARGE_BODIES ->
                problem(
                        refusal,
                        "Too many large bodies",
                        "Too many other large callbacks wait to be decoded; repeat later.");
            case STOPPING ->
                problem(
                        refusal,
                        "The gateway is stopping",
                        "This gateway takes no more callbacks; repeat it to reach another gateway.");
            case NOT_READY -> problem(refusal, "Not ready", "The gateway is not ready.");
        };
    }

    private static Problem problem(Refusal refusal, String title, String detail) {
        return new Problem(refusal.status(), refusal.code(), title, detail);
    }
}
