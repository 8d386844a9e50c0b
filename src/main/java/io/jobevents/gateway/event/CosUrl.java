package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of COS' own, {@code https://<bucket>.cos.<region>.myqcloud.com/<key>} (COS, "Regions and access
 * endpoints"). Other addresses, such as those of a CDN, do not name the bucket and region.
 *
 * @param key percent-decoded; absent if there is none, or if it is not a valid key
 */
record CosUrl(String bucket, String region, Optional<String> key) {

    private static final Pattern OWN = Pattern.compile(
            "https?://([a-z0-9-]{1,255})\\.cos\\.([a-z0-9-]{1,255})\\.myqcloud\\.com(?::[0-9]{1,5})?(?:/([^?#]*))?(?:[?#].*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    static Optional<CosUrl> read(String url) {
        Matcher own = OWN.matcher(url);
        return own.matches()
                ? Optional.of(new CosUrl(
                        lowerCase(own.group(1)),
                        lowerCase(own.group(2)),
                        Optional.ofNullable(own.group(3)).flatMap(CosUrl::decoded)))
                : Optional.empty();
    }

    private static Optional<String> decoded(String path) {
        if (path.length() > 3 * Outputs.MAX_KEY) {
            return Optional.empty();
        }
        byte[] encoded = path.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                bytes.write(encoded[i]);
                continue;
            }
            if (i + 2 >= encoded.length
                    || !HexFormat.isHexDigit(encoded[i + 1])
                    || !HexFormat.isHexDigit(encoded[i + 2])) {
                return Optional.empty();
            }
            bytes.write(HexFormat.fromHexDigit(encoded[i + 1]) << 4 | HexFormat.fromHexDigit(encoded[i + 2]));
            i += 2;
        }
        try {
            String key = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            return Optional.of(key)
                    .filter(text -> !text.isEmpty() && bytes.size() <= Outputs.MAX_KEY && Node.canHold(text));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String lowerCase(String host) {
        return host.toLowerCase(Locale.ROOT);
    }
}
