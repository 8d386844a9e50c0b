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
 * Finds the source of a request by the secret in its URL or Authorization header. A source can have several valid
 * secrets, so that they can be rotated. Secrets appear in no log line, answer or metric.
 */
@Singleton
final class Tokens {

    private static final String PARAMETER = "token=";
    /** The rest of an {@code &} that was escaped for XML or HTML before the URL was configured. */
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
     * The source of the secret in a request; the Authorization header takes precedence over the URL. Empty if there is
     * no valid secret.
     *
     * @param query of the URL, not decoded
     */
    Optional<Source> admit(Optional<String> query, Optional<String> authorization) {
        if (open) {
            return Optional.of(byDefault);
        }
        Optional<Secret> found = authorization.flatMap(this::bearer).or(() -> query.flatMap(this::inQuery));
        found.ifPresent(secret -> secret.used(clock.instant()));
        return found.map(Secret::owner);
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

    /**
     * Ends before a fragment, or before a second {@code ?}, with which some senders append a parameter of their own.
     */
    private static String value(String parameter, int start) {
        int end = start;
        while (end < parameter.length() && parameter.charAt(end) != '?' && parameter.charAt(end) != '#') {
            end++;
        }
        return percentDecoded(parameter.substring(start, end));
    }

    /** A sender may percent-encode a token, although none of its characters need it. */
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
