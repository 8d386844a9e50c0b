package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.GatewayConfig.Auth;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * The secrets of those who may post. Several are valid at once, so that they can be rotated. They are compared in time
 * that does not depend on where they differ, and they appear in no text.
 */
@Singleton
final class Tokens {

    private static final String PARAMETER = "token=";
    private static final String BEARER = "Bearer ";

    private final boolean open;
    private final List<byte[]> valid;

    Tokens(GatewayConfig config) {
        this.open = config.http().auth() == Auth.NONE;
        this.valid = config.http().tokens().orElse(List.of()).stream()
                .map(token -> token.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    /**
     * Whether the request shows a valid token, in its URL or its Authorization header.
     *
     * @param query of the URL, as received
     */
    boolean admit(Optional<String> query, Optional<String> authorization) {
        return open
                || authorization.filter(this::isBearer).isPresent()
                || query.filter(this::isInQuery).isPresent();
    }

    private boolean isBearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && isValid(authorization.substring(BEARER.length()).strip());
    }

    private boolean isInQuery(String query) {
        for (String parameter : query.split("&")) {
            if (parameter.startsWith(PARAMETER) && isValid(percentDecoded(parameter.substring(PARAMETER.length())))) {
                return true;
            }
        }
        return false;
    }

    /** Compares with each token, also after one was found. */
    private boolean isValid(String shown) {
        byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (byte[] token : valid) {
            found |= MessageDigest.isEqual(token, bytes);
        }
        return found;
    }

    /** Tokens need no escapes, but a sender may use some. */
    private static String percentDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return java.net.URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
