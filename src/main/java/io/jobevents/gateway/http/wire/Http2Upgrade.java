package io.jobevents.gateway.http.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The request of a client to upgrade a connection without TLS to HTTP/2 ({@code Upgrade: h2c}, RFC 7540, section 3.2).
 * Java's client sends it by default. A server may ignore it and answer over HTTP/1.1. It is ignored in three cases:
 *
 * <ul>
 *   <li>It is incomplete: Vert.x would answer with an empty 400, and the callback would be lost.
 *   <li>The client is Java's before version 24, which fails its open streams at every GOAWAY (JDK-8335181): each
 *       restart of the gateway would cause failed deliveries.
 *   <li>The gateway is stopping: the connection would have to be closed at once.
 * </ul>
 */
final class Http2Upgrade {

    private static final String H2C = "h2c";
    private static final String SETTINGS = "http2-settings";
    /** Bytes of one setting in the payload: an identifier and a value. */
    private static final int SETTING = 6;

    /** The User-Agent of Java's client, with the major version of Java. */
    private static final Pattern JAVA = Pattern.compile("Java-http-client/(\\d{1,3}).*");

    private static final int FIRST_FIXED_JAVA = 24;

    private Http2Upgrade() {}

    /**
     * Whether Vert.x will upgrade the connection. If not, the header Upgrade is removed.
     *
     * @param open whether new HTTP/2 connections are accepted
     */
    static boolean prepare(HttpRequest head, boolean open) {
        HttpHeaders headers = head.headers();
        if (!headers.contains(HttpHeaderNames.UPGRADE)) {
            return false;
        }
        if (open
                && headers.contains(HttpHeaderNames.UPGRADE, H2C, true)
                && isComplete(headers)
                && keepsStreamsAtGoAway(headers.get(HttpHeaderNames.USER_AGENT, ""))) {
            return true;
        }
        headers.remove(HttpHeaderNames.UPGRADE);
        return false;
    }

    private static boolean keepsStreamsAtGoAway(String userAgent) {
        Matcher java = JAVA.matcher(userAgent);
        return !java.matches() || Integer.parseInt(java.group(1)) >= FIRST_FIXED_JAVA;
    }

    private static boolean isComplete(HttpHeaders headers) {
        String host = headers.get(HttpHeaderNames.HOST);
        String settings = headers.get(SETTINGS, "");
        return host != null
                && HostAndPort.parseAuthority(host, -1) != null
                && headers.getAll(SETTINGS).size() == 1
                && headers.getAll(HttpHeaderNames.CONNECTION).size() == 1
                && options(headers.get(HttpHeaderNames.CONNECTION)).containsAll(Set.of("upgrade", SETTINGS))
                && areSettings(settings);
    }

    private static Set<String> options(String connection) {
        return Arrays.stream(connection.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .collect(Collectors.toSet());
    }

    private static boolean areSettings(String text) {
        try {
            return Base64.getUrlDecoder().decode(text).length % SETTING == 0;
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }
}
