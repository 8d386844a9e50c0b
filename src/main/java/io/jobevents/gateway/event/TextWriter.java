package io.jobevents.gateway.event;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes texts as JSON strings. Few have characters to escape. Long texts without any are passed to Jackson as raw
 * UTF-8, which is faster than its check of each character.
 */
final class TextWriter {

    /** Up to this length Jackson's check is as fast, and needs no array of bytes. */
    private static final int SHORT = 12;

    private TextWriter() {}

    /** @param text without lone surrogates */
    static void write(JsonGenerator out, String text) throws IOException {
        if (text.length() <= SHORT) {
            out.writeString(text);
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (hasEscapes(utf8)) {
            out.writeString(text);
        } else {
            out.writeRawUTF8String(utf8, 0, utf8.length);
        }
    }

    /** Whether there is a quotation mark, a backslash or a control character (RFC 8785, section 3.2.2.2). */
    private static boolean hasEscapes(byte[] utf8) {
        for (byte b : utf8) {
            if (b >= 0 && b < ' ' || b == '"' || b == '\\') { // negative: of a character beyond ASCII
                return true;
            }
        }
        return false;
    }
}
