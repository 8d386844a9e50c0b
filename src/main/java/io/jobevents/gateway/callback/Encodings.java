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
 * In which encoding a body without a byte-order mark is. Bytes that are UTF-8 are read as that, whatever else is said:
 * declarations are mistaken more often than such bytes are chance. Then the XML declaration counts, then Content-Type.
 */
final class Encodings {

    static final int NOWHERE = -1;

    /** The encoding in an XML declaration (XML 1.0, production 80). */
    private static final Pattern DECLARED = Pattern.compile("encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

    /** The parameter of a media type (RFC 9110, section 8.3.2). */
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([A-Za-z0-9][A-Za-z0-9.:_+-]*)", Pattern.CASE_INSENSITIVE);

    /** An XML declaration is read within this many bytes. */
    private static final int DECLARATION_WINDOW = 256;

    /** Senders name these and write characters of their superset. */
    private static final Set<String> PARTS_OF_GB18030 = Set.of("GB2312", "GBK");

    private static final String GB18030 = "GB18030";

    /** What a callback begins with, in each format. */
    private static final String STARTS = "<?xml{\"";

    private static final int CHARACTERS_AT_ONCE = 512;

    private Encodings() {}

    /**
     * The first encoding in which all bytes can be decoded, else the first that is named.
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

    /** The place of the first byte that is no character, or the beginning of one, or {@link #NOWHERE}. */
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

    /** What the XML declaration says, which stands in ASCII before anything else (production 23). */
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

    /** The charset of that name, if there is one in which what was recognized means what it seems to. */
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

    /** Whether there are bytes that it cannot decode. One of single bytes would take anything for text. */
    private static boolean canFail(Charset charset) {
        return charset.canEncode() && charset.newEncoder().maxBytesPerChar() > 1;
    }
}
