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

    private static final long FIRST_BITS = 0x8080808080808080L;

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
            if (!arePlain((long) EIGHT_BYTES.get(body, at))) {
                return false;
            }
            at += Long.BYTES;
        }
        for (; at < body.length; at++) {
            if (!isLegal(body[at])) { // negative: of a character beyond ASCII
                return false;
            }
        }
        return true;
    }

    /**
     * The same of eight bytes at once. If all are ASCII, no sum below carries into the next byte, and its first bit is
     * the result of a comparison.
     */
    private static boolean arePlain(long eight) {
        if ((eight & FIRST_BITS) != 0) {
            return false;
        }
        long controls = ~(eight + 0x6060606060606060L) & FIRST_BITS; // below 0x20
        return controls == 0
                || (controls
                                & ~zeros(eight ^ 0x0909090909090909L)
                                & ~zeros(eight ^ 0x0A0A0A0A0A0A0A0AL)
                                & ~zeros(eight ^ 0x0D0D0D0D0D0D0D0DL))
                        == 0;
    }

    /** The first bit of each byte that is zero; all bytes are ASCII. */
    private static long zeros(long eight) {
        return ~(eight + 0x7F7F7F7F7F7F7F7FL) & FIRST_BITS;
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
