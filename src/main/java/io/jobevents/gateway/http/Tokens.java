package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.GatewayConfig.Auth;
import io.jobevents.gateway.Source;
import io.jobevents.gateway.Sources;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/**
 * Who shows which secret, in the URL or the Authorization header. Several secrets of a source are valid at once, so that they can
 * be rotated. They appear in no text.
 */
@Singleton
final class Tokens {

    private static final String PARAMETER = "token=";
    /** What is left of an {@code &} that was escaped for XML or HTML where the URL was written down. */
    private static final String ESCAPED = "amp;";

    private static final String BEARER = "Bearer ";

    private final boolean open;
    private final Source byDefault;
    private final TokenFiles files;
    private final Clock clock;

    Tokens(GatewayConfig config, Sources sources, TokenFiles files, Clock clock) {
        this.open = config.http().auth() == Auth.NONE;
        this.byDefault = sources.byDefault();
        this.files = files;
        this.clock = clock;
    }

    /**
     * The source whose secret a request shows; that in the Authorization header counts first. Empty if it shows none.
     *
     * @param query of the URL, as received
     */
    Optional<Source> admit(Optional<String> query, Optional<String> authorization) {
        if (open) {
            return Optional.of(byDefault);
        }
        Optional<Secret> shown = authorization.flatMap(this::bearer).or(() -> query.flatMap(this::inQuery));
        shown.ifPresent(secret -> secret.used(clock.instant()));
        return shown.map(Secret::owner);
    }

    private Optional<Secret> bearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? files.secrets().find(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private Optional<Secret> inQuery(String query) {
        for (String parameter : query.split("&")) {
            int start = parameter.startsWith(ESCAPED) ? ESCAPED.length() : 0;
            if (parameter.startsWith(PARAMETER, start)) {
                Optional<Secret> found = files.secrets().find(value(parameter, start + PARAMETER.length()));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Ends before a second {@code ?}, which some senders write before a parameter of their own, or before a fragment. */
    private static String value(String parameter, int start) {
        int end = start;
        while (end < parameter.length() && parameter.charAt(end) != '?' && parameter.charAt(end) != '#') {
            end++;
        }
        return percentDecoded(parameter.substring(start, end));
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
