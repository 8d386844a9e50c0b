package io.jobevents.gateway.callback;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The characters that a text of a callback may hold: those of XML 1.0 (production 2, {@code Char}), in XML and JSON
 * alike. All others are replaced by U+FFFD.
 */
final class Characters {

    static final char REPLACEMENT = '\uFFFD';

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private Characters() {}

    static boolean isLegal(int codePoint) {
        return codePoint >= 0x20
                ? codePoint < 0xD800 || codePoint >= 0xE000 && codePoint <= 0x10FFFF && (codePoint & ~1) != 0xFFFE
                : codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
    }

    /** Whether all bytes are legal ASCII characters, so that nothing needs a replacement. */
    static boolean arePlain(byte[] body, int from) {
        int at = from;
        while (at + Long.BYTES <= body.length) {
            if (!arePrintable((long) EIGHT_BYTES.get(body, at)) && !arePlain(body, at, at + Long.BYTES)) {
                return false;
            }
            at += Long.BYTES;
        }
        return arePlain(body, at, body.length);
    }

    private static boolean arePlain(byte[] body, int from, int end) {
        for (int at = from; at < end; at++) {
            if (!isLegal(body[at])) { // negative: of a character beyond ASCII
                return false;
            }
        }
        return true;
    }

    /** Whether each of the eight bytes is from 0x20 to 0x7F: its first bit is 0, and still is once 0x20 is taken off. */
    private static boolean arePrintable(long eight) {
        return ((eight | eight - 0x2020202020202020L) & 0x8080808080808080L) == 0;
    }

    /** Whether the text has no forbidden character and no lone surrogate. */
    static boolean areLegal(String text) {
        return firstIllegal(text, 0) == text.length();
    }

    static String replaceIllegal(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        int from = 0;
        int illegal = firstIllegal(text, from);
        while (illegal < text.length()) {
            clean.append(text, from, illegal).append(REPLACEMENT);
            from = illegal + 1;
            illegal = firstIllegal(text, from);
        }
        return clean.append(text, from, text.length()).toString();
    }

    private static int firstIllegal(String text, int from) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < Character.MIN_SURROGATE) {
                continue; // checked first: almost all characters
            }
            if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++; // U+1FFFE and similar noncharacters are allowed in XML 1.0
            } else if (!isLegal(c)) {
                return i;
            }
        }
        return length;
    }
}
