package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.GatewayMetrics;
import io.jobevents.gateway.Refusal;
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

    Response answer(Refusal refusal) {
        metrics.refused(refusal);
        return problem(refusal).toResponse();
    }

    /** @param allowed methods, as the header lists them */
    Response methodNotAllowed(String allowed) {
        return Response.fromResponse(answer(Refusal.METHOD_NOT_ALLOWED))
                .header(HttpHeaders.ALLOW, allowed)
                .build();
    }

    private Problem problem(Refusal refusal) {
        return switch (refusal) {
            case UNAUTHORIZED ->
                problem(
                        refusal,
                        "No valid token",
                        "Post with ?token=… in the URL or Authorization: Bearer …, with a token of gateway.http.tokens.");
            case NOT_FOUND -> problem(refusal, "Nothing here", "This gateway takes callbacks at another path.");
            case METHOD_NOT_ALLOWED ->
                problem(refusal, "Method not allowed", "The header Allow names the methods that are allowed here.");
            case INCOMPLETE_BODY -> problem(refusal, "Incomplete body", "The body did not arrive in time; repeat it.");
            case BODY_TOO_LARGE ->
                problem(refusal, "Body too large", "A callback may have at most " + maxBodySize + " bytes.");
            case INTERNAL_ERROR ->
                problem(refusal, "Fault of the gateway", "The gateway failed; its log says more. Repeat.");
            case TOO_MANY_IN_FLIGHT ->
                problem(refusal, "Too much at once", "More callbacks are being handled than may be; repeat later.");
            case STOPPING ->
                problem(refusal, "The gateway is stopping", "Another gateway takes the callback; repeat it.");
        };
    }

    private static Problem problem(Refusal refusal, String title, String detail) {
        return new Problem(refusal.status(), refusal.code(), title, detail);
    }
}
