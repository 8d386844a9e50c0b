package io.jobevents.gateway.console;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stateless sessions of the console: a cookie holds the name and the expiry, signed with a key derived from the token.
 * So it is valid on every pod with the same tokens, until its token is removed. Thread-safe.
 */
@Singleton
final class Sessions {

    static final String COOKIE = "console-session";
    static final Duration LENGTH = Duration.ofHours(8);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 32;
    private static final int MOST_CHARACTERS = 256;
    private static final Pattern SIGNED = Pattern.compile("([a-z0-9.-]{1,32}) ([0-9]{1,12})");
    private static final byte[] PURPOSE = "job-event-gateway console-session 1".getBytes(StandardCharsets.US_ASCII);

    /** @param expires in whole seconds */
    record Session(String name, Instant expires) {}

    private final ConsoleTokens tokens;
    private final Clock clock;

    Sessions(ConsoleTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A new session of {@link #LENGTH}. */
    Session begin(String name) {
        return new Session(name, clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(LENGTH));
    }

    /** The value of the cookie; empty if the token has been removed meanwhile. */
    Optional<String> cookie(Session session) {
        byte[] signed = (session.name() + " " + session.expires().getEpochSecond()).getBytes(StandardCharsets.US_ASCII);
        return tokens.token(session.name()).map(token -> {
            byte[] whole = Arrays.copyOf(signed, signed.length + SIGNATURE_BYTES);
            System.arraycopy(signature(token, signed), 0, whole, signed.length, SIGNATURE_BYTES);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        });
    }

    /** The session of a cookie, if its signature is valid and it has not expired. */
    Optional<Session> read(String cookie) {
        if (cookie.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(cookie);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (whole.length <= SIGNATURE_BYTES) {
            return Optional.empty();
        }
        byte[] signed = Arrays.copyOf(whole, whole.length - SIGNATURE_BYTES);
        byte[] signature = Arrays.copyOfRange(whole, signed.length, whole.length);
        Matcher parts = SIGNED.matcher(new String(signed, StandardCharsets.ISO_8859_1));
        if (!parts.matches()) {
            return Optional.empty();
        }
        Session session = new Session(parts.group(1), Instant.ofEpochSecond(Long.parseLong(parts.group(2))));
        return tokens.token(session.name())
                .filter(token -> MessageDigest.isEqual(signature, signature(token, signed)))
                .filter(valid -> clock.instant().isBefore(session.expires()))
                .map(valid -> session);
    }

    private static byte[] signature(String token, byte[] signed) {
        byte[] key = hmac(token.getBytes(StandardCharsets.US_ASCII), PURPOSE);
        return hmac(key, signed);
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
