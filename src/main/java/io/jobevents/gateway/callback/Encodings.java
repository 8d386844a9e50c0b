package io.jobevents.gateway.callback;

import io.jobevents.gateway.callback.Callback.Format;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Detects the encoding of a body without a byte-order mark. Valid UTF-8 is read as UTF-8 whatever is declared, since a
 * wrong declaration is more likely than text of another encoding that is valid UTF-8. Otherwise the XML declaration
 * counts, then Content-Type.
 */
final class Encodings {

    static final int NOWHERE = -1;

    /** The encoding in an XML declaration (XML 1.0, production 80). */
    private static final Pattern DECLARED = Pattern.compile("encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

    /** The parameter of a media type (RFC 9110, section 8.3.2). */
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([A-Za-z0-9][A-Za-z0-9.:_+-]*)", Pattern.CASE_INSENSITIVE);

    /** The XML declaration is searched in this many bytes. */
    private static final int DECLARATION_WINDOW = 256;

    /** Encodings that senders declare while they use characters of the superset GB18030. */
    private static final Set<String> PARTS_OF_GB18030 = Set.of("GB2312", "GBK");

    private static final String GB18030 = "GB18030";

    /** Characters at the beginning of a callback, in each format. */
    private static final String STARTS = "<?xml{\"";

    private static final int CHARACTERS_AT_ONCE = 512;

    private Encodings() {}

    /**
     * The first encoding that decodes all bytes, else the first that is declared, else UTF-8.
     *
     * @param contentType as received
     */
    static Charset of(byte[] body, int start, Format format, Optional<String> contentType) {
        if (firstUndecodable(body, start, StandardCharsets.UTF_8) == NOWHERE) {
            return StandardCharsets.UTF_8;
        }
        Optional<Charset> declared =
                format == Format.XML ? declared(body, start).flatMap(Encodings::named) : Optional.empty();
        Optional<Charset> sent = contentType
                .map(CHARSET::matcher)
                .filter(Matcher::find)
                .flatMap(parameter -> named(parameter.group(1)))
                .filter(Encodings::canFail);
        List<Charset> named =
                Stream.of(declared, sent).flatMap(Optional::stream).toList();
        return named.stream()
                .filter(charset -> firstUndecodable(body, start, charset) == NOWHERE)
                .findFirst()
                .or(() -> named.stream().findFirst())
                .orElse(StandardCharsets.UTF_8);
    }

    /** The offset of the first byte that cannot be decoded, or {@link #NOWHERE}. */
    static int firstUndecodable(byte[] body, int start, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(body, start, body.length - start);
        CharBuffer characters = CharBuffer.allocate(CHARACTERS_AT_ONCE);
        CoderResult result = decoder.decode(bytes, characters, true);
        while (result.isOverflow()) {
            characters.clear();
            result = decoder.decode(bytes, characters, true);
        }
        return result.isError() ? bytes.position() : NOWHERE;
    }

    /** The encoding of the XML declaration, which is in ASCII at the beginning of the document (production 23). */
    private static Optional<String> declared(byte[] body, int start) {
        int window = Math.min(body.length - start, DECLARATION_WINDOW);
        String head = new String(body, start, window, StandardCharsets.ISO_8859_1);
        int end = head.indexOf("?>");
        if (!head.startsWith("<?xml") || end < 0 || head.indexOf('>') < end || head.charAt(5) > ' ') {
            return Optional.empty();
        }
        Matcher encoding = DECLARED.matcher(head).region(0, end);
        return encoding.find() ? Optional.of(encoding.group(1)) : Optional.empty();
    }

    /**
     * The charset of that name, if it exists and decodes {@link #STARTS} like ASCII; else the detected format would be
     * wrong.
     */
    private static Optional<Charset> named(String name) {
        try {
            Charset charset = Charset.forName(name);
            Charset read = PARTS_OF_GB18030.contains(charset.name()) ? Charset.forName(GB18030) : charset;
            byte[] starts = STARTS.getBytes(StandardCharsets.US_ASCII);
            return new String(starts, read).equals(STARTS) ? Optional.of(read) : Optional.empty();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    /** Whether the charset has undecodable bytes. A single-byte charset would decode almost anything. */
    private static boolean canFail(Charset charset) {
        return charset.canEncode() && charset.newEncoder().maxBytesPerChar() > 1;
    }
}
