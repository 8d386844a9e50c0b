package io.jobevents.gateway.callback;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Fuzz target of the decoding of characters. The input is a Content-Type, a line feed, and the body, of any bytes. All characters must
 * be legal, and replacements must be reported.
 */
public final class TextFuzz {

    private TextFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        String contentType = new String(input, 0, end, StandardCharsets.ISO_8859_1);
        byte[] body = new byte[Math.max(0, input.length - end - 1)];
        System.arraycopy(input, Math.min(end + 1, input.length), body, 0, body.length);

        switch (BodyText.of(body, Optional.of(contentType))) {
            case BodyText.Blank() ->
                require(new String(body, StandardCharsets.UTF_8)
                        .replace("\uFEFF", "")
                        .isBlank());
            case BodyText.Illegible(var format, Rejection rejection) ->
                require(format == Callback.Format.NONE && rejection.reason() == Reason.UNRECOGNIZED_FORMAT);
            case BodyText.Legible text -> check(text, body);
        }
    }

    private static void check(BodyText.Legible text, byte[] body) {
        require(Characters.areLegal(text.text()));
        require(text.text().charAt(0) == (text.format() == Callback.Format.XML ? '<' : '{'));
        require(text.skippedLines() >= 0 && text.skippedLines() < body.length);
        require(text.undecodable().isEmpty() || text.replaced());
        if (isUtf8(body)) {
            String sent = new String(body, StandardCharsets.UTF_8);
            require(text.undecodable().isEmpty());
            require(text.replaced() || sent.endsWith(text.text()));
            require(!text.replaced() || text.text().indexOf(Characters.REPLACEMENT) >= 0);
        }
    }

    private static boolean isUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError("Broken: the rules of a body's text");
        }
    }
}
