package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.GatewayMetrics;
import io.jobevents.gateway.Refusal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** What the door answers by itself: each refusal is a problem, and is counted. */
@Singleton
final class Refusals {

    private final GatewayMetrics metrics;
    private final long maxBodySize;

    Refusals(GatewayConfig config, GatewayMetrics metrics) {
        this.metrics = metrics;
        this.maxBodySize = config.http().maxBodySize().asLongValue();
    }

    /** Answers a request whose sender is still there, and reads no more of its body than has to be skipped. */
    void refuse(RoutingContext routing, Refusal refusal) {
        metrics.refused(refusal);
        if (!routing.response().closed()) {
            UnreadBody.skipAfterAnswer(routing);
            problem(refusal).answer().write(routing);
        }
    }

    /** @param allowed methods, as the header lists them */
    void refuseMethod(RoutingContext routing, String allowed) {
        routing.response().putHeader(HttpHeaders.ALLOW, allowed);
        refuse(routing, Refusal.METHOD_NOT_ALLOWED);
    }

    /** The answer of a resource. What is left of the body is the caller's to see to. */
    Response answer(Refusal refusal) {
        metrics.refused(refusal);
        return problem(refusal).answer().toResponse();
    }

    /** The problem itself, where nothing is counted. */
    Problem problem(Refusal refusal) {
        return switch (refusal) {
            case MALFORMED_REQUEST -> problem(refusal, "Malformed request", "The request breaks the rules of HTTP.");
            case CONTRADICTING_LENGTHS ->
                problem(
                        refusal,
                        "Contradicting lengths",
                        "Content-Length occurs more than once, or beside Transfer-Encoding.");
            case INVALID_HOST ->
                problem(refusal, "Invalid host", "The header Host or :authority is missing or cannot be read.");
            case UNAUTHORIZED ->
                problem(
                        refusal,
                        "No valid token",
                        "Post with ?token=… in the URL or Authorization: Bearer …, with a token of this gateway.");
            case NOT_FOUND ->
                problem(refusal, "Nothing here", "There is nothing at this path; callbacks are taken at another.");
            case METHOD_NOT_ALLOWED ->
                problem(refusal, "Method not allowed", "The header Allow names the methods that are allowed here.");
            case INCOMPLETE_BODY -> problem(refusal, "Incomplete body", "The body did not arrive in time; repeat it.");
            case BODY_TOO_LARGE ->
                problem(refusal, "Body too large", "A callback may have at most " + maxBodySize + " bytes.");
            case URI_TOO_LONG -> problem(refusal, "URL too long", "The URL is longer than this gateway reads.");
            case RATE_EXCEEDED ->
                problem(
                        refusal,
                        "Too many callbacks",
                        "More callbacks a second are posted with this token than may be; repeat later.");
            case HEADERS_TOO_LARGE ->
                problem(refusal, "Headers too large", "The headers are together larger than this gateway reads.");
            case INTERNAL_ERROR ->
                problem(refusal, "Fault of the gateway", "The gateway failed; its log says more. Repeat.");
            case TOO_MANY_IN_FLIGHT ->
                problem(refusal, "Too much at once", "More callbacks are being handled than may be; repeat later.");
            case TOO_MANY_LARGE_BODIES ->
                problem(refusal, "Too many large bodies", "Other large callbacks wait to be decoded; repeat later.");
            case STOPPING ->
                problem(refusal, "The gateway is stopping", "Another gateway takes the callback; repeat it.");
            case NOT_READY -> problem(refusal, "Not ready", "The gateway is not ready.");
        };
    }

    private static Problem problem(Refusal refusal, String title, String detail) {
        return new Problem(refusal.status(), refusal.code(), title, detail);
    }
}
