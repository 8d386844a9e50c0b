package io.jobevents.gateway.callback;

import io.jobevents.gateway.callback.Callback.Format;
import io.jobevents.gateway.callback.NodeSearch.Span;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A body for display: the text in the encoding that the decoder detects, with nothing replaced but undecodable bytes,
 * and the place of a fault in it. Not used for deliveries, only for the console.
 */
public final class ReadableBody {

    /**
     * A place in the text.
     *
     * @param offset in UTF-16 units from 0, as is the length
     * @param line from 1; lines end with LF, CR or both
     * @param column in UTF-16 units from 1, as in the sentences of rejections
     * @param length of the fault; 0 if the text ends too early
     */
    public record Spot(int offset, int line, int column, int length) {}

    private static final int BYTE_ORDER_MARK = 3;

    private final byte[] body;
    private final Charset charset;
    /** The length of the byte-order mark, in bytes. */
    private final int mark;
    /** The number of leading blanks, which the parser does not get. */
    private final int blanks;

    private final BodyText read;
    private final String text;

    private ReadableBody(byte[] body, Optional<String> contentType) {
        this.body = body;
        this.read = BodyText.of(body, contentType);
        boolean marked = body.length >= BYTE_ORDER_MARK
                && body[0] == (byte) 0xEF
                && body[1] == (byte) 0xBB
                && body[2] == (byte) 0xBF;
        this.mark = marked ? BYTE_ORDER_MARK : 0;
        int start = mark;
        while (start < body.length && " \t\n\r".indexOf(body[start]) >= 0) {
            start++;
        }
        this.blanks = start - mark;
        this.charset = !marked && read instanceof BodyText.Legible legible
                ? Encodings.of(body, start, legible.format(), contentType)
                : StandardCharsets.UTF_8;
        this.text = new String(body, mark, body.length - mark, charset);
    }

    /** @param contentType as received */
    public static ReadableBody of(byte[] body, Optional<String> contentType) {
        return new ReadableBody(body, contentType);
    }

    /** The text without a byte-order mark; undecodable bytes are U+FFFD. */
    public String text() {
        return text;
    }

    public Format format() {
        return switch (read) {
            case BodyText.Legible legible -> legible.format();
            case BodyText.Illegible illegible -> illegible.format();
            case BodyText.Blank blank -> Format.NONE;
        };
    }

    /** The position of the place in the text; empty if the body has no part of it. */
    public Optional<Spot> find(FaultPlace place) {
        return switch (place) {
            case FaultPlace.AtByte(int offset) -> {
                int before = Math.clamp(offset, mark, body.length) - mark;
                yield Optional.of(character(new String(body, mark, before, charset).length()));
            }
            case FaultPlace.AtCharacter(long offset)
            when read instanceof BodyText.Legible legible ->
                Optional.of(character(written(legible, Math.clamp(offset, 0, text.length()))));
            case FaultPlace.AtNode(String path)
            when read instanceof BodyText.Legible legible ->
                NodePlaces.find(legible.format(), legible.text(), path).map(span -> spot(legible, span));
            case FaultPlace.AtCharacter nowhere -> Optional.empty();
            case FaultPlace.AtNode nowhere -> Optional.empty();
        };
    }

    private Spot character(int offset) {
        boolean isPast = offset >= text.length() || text.charAt(offset) == '\n' || text.charAt(offset) == '\r';
        return spot(offset, isPast ? 0 : Character.charCount(text.codePointAt(offset)));
    }

    private Spot spot(BodyText.Legible legible, Span span) {
        int from = written(legible, span.from());
        return spot(from, written(legible, span.to()) - from);
    }

    private Spot spot(int offset, int length) {
        int line = 1;
        int beginning = 0;
        for (int i = 0; i < offset; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
                line++;
                beginning = i + 1;
            }
        }
        return new Spot(offset, line, offset - beginning + 1, length);
    }

    /**
     * Converts an offset in the parser's text, in which forbidden references are single characters, to one in the sent
     * text.
     */
    private int written(BodyText.Legible legible, int offset) {
        String parsed = legible.text();
        int at = blanks;
        for (int i = 0; i < Math.min(offset, parsed.length()) && at < text.length(); i++) {
            boolean isReference = parsed.charAt(i) == Characters.REPLACEMENT && text.charAt(at) == '&';
            at = isReference ? text.indexOf(';', at) + 1 : at + 1;
        }
        return Math.min(at, text.length());
    }
}
