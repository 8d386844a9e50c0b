package io.jobevents.gateway.callback;

import io.jobevents.gateway.callback.Callback.Format;
import io.jobevents.gateway.callback.NodeSearch.Span;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A body for the eyes of people: the text as the decoder reads it, with every character where it was sent, and where in it a
 * fault is. No callback comes this way: it is for those who look at a body afterwards.
 */
public final class ReadableBody {

    /**
     * A place in the text.
     *
     * @param offset in UTF-16 units from 0, as is the length
     * @param line from 1; lines end with LF, CR or both
     * @param column in UTF-16 units from 1, as the sentences of rejections count
     * @param length of what is at fault; 0 where the text ends too early
     */
    public record Spot(int offset, int line, int column, int length) {}

    private static final int BYTE_ORDER_MARK = 3;

    private final byte[] body;
    private final Charset charset;
    /** Bytes of a byte-order mark. */
    private final int mark;
    /** Blanks before what a parser reads. */
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

    /** Without its byte-order mark; what cannot be decoded is U+FFFD. */
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

    /** Empty if nothing of the place is in the body. */
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

    /** The place in the text of one in the parser's, in which forbidden references have become single characters. */
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
