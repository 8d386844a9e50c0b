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
    /** What is left of an {@code &} that was escaped for XML or HTML where the URL was written down. */
    private static final String ESCAPED = "amp;";

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
            int start = parameter.startsWith(ESCAPED) ? ESCAPED.length() : 0;
            if (parameter.startsWith(PARAMETER, start) && isValid(value(parameter, start + PARAMETER.length()))) {
                return true;
            }
        }
        return false;
    }

    /** Ends before a second {@code ?}, which some senders write before a parameter of their own, or before a fragment. */
    private static String value(String parameter, int start) {
        int end = start;
        while (end < parameter.length() && parameter.charAt(end) != '?' && parameter.charAt(end) != '#') {
            end++;
        }
        return percentDecoded(parameter.substring(start, end));
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
