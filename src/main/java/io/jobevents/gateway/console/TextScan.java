package io.jobevents.gateway.console;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Searches bytes in UTF-8 for a text, ignoring case. */
final class TextScan {

    private final String lower;
    /** The text in both cases; an ASCII text is compared with the bytes without decoding them. */
    private final byte[] lowerBytes;

    private final byte[] upperBytes;
    private final boolean isAscii;

    /** @param text not empty */
    TextScan(String text) {
        this.lower = text.toLowerCase(Locale.ROOT);
        this.lowerBytes = lower.getBytes(StandardCharsets.UTF_8);
        this.upperBytes = lower.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        this.isAscii = text.chars().allMatch(c -> c < 0x80);
    }

    boolean isIn(byte[] bytes) {
        return isAscii
                ? isInAscii(bytes)
                : new String(bytes, StandardCharsets.UTF_8)
                        .toLowerCase(Locale.ROOT)
                        .contains(lower);
    }

    private boolean isInAscii(byte[] bytes) {
        int last = bytes.length - lowerBytes.length;
        for (int start = 0; start <= last; start++) {
            if (isAt(bytes, start)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAt(byte[] bytes, int start) {
        for (int i = 0; i < lowerBytes.length; i++) {
            byte there = bytes[start + i];
            if (there != lowerBytes[i] && there != upperBytes[i]) {
                return false;
            }
        }
        return true;
    }
}
