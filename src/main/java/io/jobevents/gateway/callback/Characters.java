package io.jobevents.gateway.callback;

/**
 * The characters that a text of a callback may hold: those of XML 1.0 (production 2, {@code Char}), in whichever format
 * it was written. All others become U+FFFD.
 */
final class Characters {

    static final char REPLACEMENT = '\uFFFD';

    private Characters() {}

    static boolean isLegal(int codePoint) {
        return codePoint >= 0x20
                ? codePoint < 0xD800 || codePoint >= 0xE000 && codePoint <= 0x10FFFF && (codePoint & ~1) != 0xFFFE
                : codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
    }

    /** Whether there is nothing to replace: no forbidden character and no lone surrogate. */
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
                continue; // almost all of them, so nothing else is asked first
            }
            if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++; // U+1FFFE and its likes are characters in XML 1.0
            } else if (!isLegal(c)) {
                return i;
            }
        }
        return length;
    }
}
