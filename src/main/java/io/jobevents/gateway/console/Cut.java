package io.jobevents.gateway.console;

import java.nio.charset.StandardCharsets;

/** Truncates untrusted text to a length that the page can show. */
final class Cut {

    /** The most bytes of a character in UTF-8. */
    private static final int BYTES = 4;

    private Cut() {}

    /** Truncates to at most {@code length} UTF-16 units, without splitting a surrogate pair. */
    static String text(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }

    /** Decodes at most {@code length} bytes of UTF-8, without splitting a character. Malformed bytes become U+FFFD. */
    static String utf8(byte[] bytes, int length) {
        if (bytes.length <= length) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        int end = length;
        while (end > length - BYTES && (bytes[end] & 0xC0) == 0x80) {
            end--; // within a character
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
