package io.jobevents.gateway.http;

import io.jobevents.gateway.Source;
import io.jobevents.gateway.event.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The secrets that are valid at one time, by their salted SHA-256. A lookup computes one digest, whatever the number of
 * secrets. The salt is random and never leaves the process, so the duration of a lookup reveals nothing about a secret,
 * nor where a wrong one differs from it. Immutable.
 */
final class Secrets {

    private static final int SALT_BYTES = 32;
    private static final byte[] SALT = salt();

    private final Map<ByteBuffer, Secret> byDigest;

    private Secrets(Map<ByteBuffer, Secret> byDigest) {
        this.byDigest = byDigest;
    }

    /**
     * @param tokens of each source; no two sources share one
     * @param before the previous secrets; a secret that stays valid keeps the time of its last use
     */
    static Secrets of(Map<Source, List<String>> tokens, Optional<Secrets> before) {
        Map<ByteBuffer, Secret> byDigest = new LinkedHashMap<>();
        tokens.forEach((source, ofSource) -> {
            for (int i = 0; i < ofSource.size(); i++) {
                ByteBuffer digest = digest(ofSource.get(i));
                Optional<Secret> known = before.map(secrets -> secrets.byDigest.get(digest));
                byDigest.put(digest, new Secret(source, i + 1, known));
            }
        });
        return new Secrets(byDigest);
    }

    /** The secret with that token; empty if the token is not valid. */
    Optional<Secret> find(String token) {
        return Optional.ofNullable(byDigest.get(digest(token)));
    }

    /** All secrets, ordered by source and position. */
    List<Secret> all() {
        return List.copyOf(byDigest.values());
    }

    private static ByteBuffer digest(String token) {
        MessageDigest digest = Sha256.digest();
        digest.update(SALT);
        return ByteBuffer.wrap(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] salt() {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return salt;
    }
}
