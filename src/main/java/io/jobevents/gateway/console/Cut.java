package io.jobevents.gateway.console;

import java.nio.charset.StandardCharsets;

/** Cuts what strangers wrote to a length that a page can show. */
final class Cut {

    /** The longest character of UTF-8. */
    private static final int BYTES = 4;

    private Cut() {}

    /** The beginning of a text, of so many UTF-16 units at most; no pair of them is torn apart. */
    static String text(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }

    /** The beginning of a text in UTF-8, of so many bytes at most; what is no UTF-8 becomes U+FFFD, a character is not torn apart. */
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
