package io.jobevents.gateway.callback;

import io.jobevents.gateway.callback.Callback.Format;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The decoded text of a body. The format is detected by the first byte that is not blank, not by Content-Type, which
 * the sender may not set reliably.
 *
 * <ul>
 *   <li>{@link Legible}: text from its first {@code <} or <code>{</code> on, to be parsed
 *   <li>{@link Blank}: only blanks
 *   <li>{@link Illegible}: bytes that are neither format
 * </ul>
 */
sealed interface BodyText {

    /**
     * @param text without byte-order mark, leading blanks, and characters that XML 1.0 forbids
     * @param skippedLines line ends among the leading blanks
     * @param replaced whether forbidden characters or undecodable bytes became U+FFFD
     * @param undecodable present if bytes could not be decoded
     */
    record Legible(Format format, String text, int skippedLines, boolean replaced, Optional<Rejection> undecodable)
            implements BodyText {}

    record Blank() implements BodyText {}

    record Illegible(Format format, Rejection rejection) implements BodyText {}

    /** @param contentType as received */
    static BodyText of(byte[] body, Optional<String> contentType) {
        boolean marked = body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
        int start = marked ? 3 : 0;
        int lines = 0;
        while (start < body.length && isBlank(body[start])) {
            lines += body[start++] == '\n' ? 1 : 0;
        }
        if (start == body.length) {
            return new Blank();
        }
        byte first = body[start];
        boolean wide = start + 1 < body.length && body[start + 1] == 0;
        if (wide || first != '<' && first != '{') {
            return new Illegible(
                    Format.NONE,
                    new Rejection(
                            Reason.UNRECOGNIZED_FORMAT,
                            "The body is neither XML nor JSON in UTF-8: at byte " + start
                                    + " there should be '<' or '{' (UTF-16 and compressed bodies are not taken).",
                            new FaultPlace.AtByte(start)));
        }
        Format format = first == '{' ? Format.JSON : Format.XML;
        if (Characters.arePlain(body, start)) {
            String plain = text(body, start, StandardCharsets.ISO_8859_1); // the fastest for ASCII
            return legible(format, plain, plain, lines, Optional.empty());
        }
        String utf8 = text(body, start, StandardCharsets.UTF_8);
        if (utf8.indexOf(Characters.REPLACEMENT) < 0) { // no replacement, so all bytes are UTF-8
            return legible(format, utf8, legal(utf8), lines, Optional.empty());
        }
        Charset charset = marked ? StandardCharsets.UTF_8 : Encodings.of(body, start, format, contentType);
        String text = charset.equals(StandardCharsets.UTF_8) ? utf8 : text(body, start, charset);
        int undecodable = Encodings.firstUndecodable(body, start, charset);
        return legible(
                format,
                text,
                legal(text),
                lines,
                undecodable == Encodings.NOWHERE
                        ? Optional.empty()
                        : Optional.of(new Rejection(
                                Reason.UNDECODABLE_BYTES,
                                "At byte " + undecodable + " there is no character of " + charset
                                        + "; what cannot be decoded was replaced.",
                                new FaultPlace.AtByte(undecodable))));
    }

    private static String legal(String text) {
        return Characters.areLegal(text) ? text : Characters.replaceIllegal(text);
    }

    private static String text(byte[] body, int start, Charset charset) {
        return new String(body, start, body.length - start, charset);
    }

    private static BodyText legible(
            Format format, String decoded, String legal, int lines, Optional<Rejection> undecodable) {
        String text = format == Format.XML ? XmlReferences.replaceIllegal(legal) : legal;
        return new Legible(format, text, lines, undecodable.isPresent() || !text.equals(decoded), undecodable);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
