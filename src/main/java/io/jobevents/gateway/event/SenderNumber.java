package io.jobevents.gateway.event;

import java.util.Optional;

/**
 * A decimal number of the sender in its shortest form: no exponent, no trailing zeros of a fraction, zero without a
 * sign. At most 15 significant digits, so that every JSON reader reads it exactly.
 *
 * @param text a JSON number
 */
record SenderNumber(String text) {

    private static final int MAX_DIGITS = 15;
    /** Leading zeros are not significant, but JSON readers refuse numbers of a thousand characters. */
    private static final int MAX_LENGTH = 40;

    /** Reads {@code -?(0|[1-9][0-9]*)(\.[0-9]+)?}; anything else is no number. */
    static Optional<SenderNumber> read(String written) {
        int start = written.startsWith("-") ? 1 : 0;
        int point = written.indexOf('.');
        int whole = point < 0 ? written.length() : point;
        boolean formed = isDigits(written, start, whole)
                && (whole - start == 1 || written.charAt(start) != '0')
                && (point < 0 || isDigits(written, point + 1, written.length()));
        if (!formed || significantDigits(written) > MAX_DIGITS) {
            return Optional.empty();
        }
        int end = written.length();
        if (point >= 0) {
            while (written.charAt(end - 1) == '0') {
                end--;
            }
            end = end - 1 == point ? point : end;
        }
        String shortest = written.substring(0, end);
        return end > MAX_LENGTH
                ? Optional.empty()
                : Optional.of(new SenderNumber(shortest.equals("-0") ? "0" : shortest));
    }

    boolean isInteger() {
        return text.indexOf('.') < 0;
    }

    boolean isPositive() {
        return !text.startsWith("-") && !text.equals("0");
    }

    private static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return from < to;
    }

    /** The number of digits without leading zeros. */
    private static int significantDigits(String written) {
        int digits = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c >= '1' && c <= '9' || c == '0' && digits > 0) {
                digits++;
            }
        }
        return digits;
    }
}
