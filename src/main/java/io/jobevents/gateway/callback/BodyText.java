package io.jobevents.gateway.callback;

import io.jobevents.gateway.callback.Callback.Format;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of a body, its format told by the first byte that is not blank. Content-Type plays no part: the sender
 * is not known to set it reliably.
 *
 * <ul>
 *   <li>{@link Legible}: text from its first {@code <} or <code>{</code> on, to be parsed
 *   <li>{@link Blank}: nothing but blanks
 *   <li>{@link Illegible}: bytes that are neither format, or in an encoding that cannot be read
 * </ul>
 */
sealed interface BodyText {

    /**
     * @param text without byte-order mark and leading blanks; holds no character that XML 1.0 forbids
     * @param skippedLines line ends among the leading blanks
     * @param replaced whether forbidden characters or undecodable bytes became U+FFFD
     */
    record Legible(Format format, String text, int skippedLines, boolean replaced) implements BodyText {}

    record Blank() implements BodyText {}

    record Illegible(Format format, Rejection rejection) implements BodyText {}

    /** The encoding in an XML declaration (XML 1.0, production 80). */
    Pattern DECLARED_ENCODING = Pattern.compile("encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

    /** An XML declaration is read within this many bytes. */
    int DECLARATION_WINDOW = 256;

    static BodyText of(byte[] body) {
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
                                    + " there should be '<' or '{' (UTF-16 and compressed bodies are not taken)."));
        }
        if (first == '{') {
            return decode(body, start, StandardCharsets.UTF_8, Format.JSON, lines);
        }
        Optional<String> declared = marked ? Optional.empty() : declaredEncoding(body, start);
        Optional<Charset> charset = declared.map(BodyText::charset).orElse(Optional.of(StandardCharsets.UTF_8));
        if (charset.isEmpty()) {
            return new Illegible(
                    Format.XML,
                    new Rejection(
                            Reason.MALFORMED_XML,
                            "The XML declaration names the encoding " + declared.orElseThrow()
                                    + ", in which the body cannot be read."));
        }
        return decode(body, start, charset.get(), Format.XML, lines);
    }

    private static BodyText decode(byte[] body, int start, Charset charset, Format format, int lines) {
        String text = new String(body, start, body.length - start, charset);
        boolean replaced = false;
        if (!charset.equals(StandardCharsets.UTF_8) || !Characters.arePlain(body, start)) {
            replaced = text.indexOf(Characters.REPLACEMENT) >= 0 && !isDecodable(body, start, charset);
            if (!Characters.areLegal(text)) {
                text = Characters.replaceIllegal(text);
                replaced = true;
            }
        }
        if (format == Format.XML) {
            String clean = XmlReferences.replaceIllegal(text);
            replaced |= !clean.equals(text);
            text = clean;
        }
        return new Legible(format, text, lines, replaced);
    }

    private static boolean isDecodable(byte[] body, int start, Charset charset) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(body, start, body.length - start));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** What the XML declaration says, which stands in ASCII before anything else (production 23). */
    private static Optional<String> declaredEncoding(byte[] body, int start) {
        int window = Math.min(body.length - start, DECLARATION_WINDOW);
        String head = window > 1 && body[start + 1] == '?'
                ? new String(body, start, window, StandardCharsets.ISO_8859_1)
                : "";
        int end = head.indexOf("?>");
        if (!head.startsWith("<?xml") || end < 0 || head.indexOf('>') < end || !isBlank(body[start + 5])) {
            return Optional.empty();
        }
        Matcher encoding = DECLARED_ENCODING.matcher(head).region(0, end);
        return encoding.find() ? Optional.of(encoding.group(1)) : Optional.empty();
    }

    /** The charset of that name, if there is one in which a declaration that begins with these bytes can be written. */
    private static Optional<Charset> charset(String name) {
        try {
            Charset charset = Charset.forName(name);
            boolean fits = charset.equals(StandardCharsets.UTF_8)
                    || charset.newDecoder()
                            .decode(ByteBuffer.wrap(new byte[] {'<', '?', 'x', 'm', 'l'}))
                            .toString()
                            .equals("<?xml");
            return fits ? Optional.of(charset) : Optional.empty();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
