package io.jobevents.gateway.event;

import java.time.YearMonth;
import java.util.Optional;

/**
 * A time of the sender in RFC 3339, with the sender's offset. Years are from 0001 and offsets up to 18:00, so that
 * every reader of RFC 3339 accepts it. The sender writes {@code 2024-03-05T08:09:10+0800} for jobs, a blank for the
 * {@code T} in workflows, {@code +08:00} in moderation.
 *
 * @param text such as {@code 2024-03-05T08:09:10+08:00}
 */
public record SenderTime(String text) {

    private static final String DATE = "dddd-dd-dd";
    /**
     * The pattern of a time: {@code d} is a digit, {@code T} itself or a blank, {@code +} a sign, anything else itself.
     */
    private static final String LOCAL = DATE + "Tdd:dd:dd";

    /** The zero time of Go and .NET, written with an offset or without. */
    private static final String ZERO_DATE = "0001-01-01";

    private static final String ZERO = ZERO_DATE + "T00:00:00";

    private static final int FIRST_YEAR = 1;
    private static final int MAX_OFFSET_MINUTES = 18 * 60;
    private static final int MAX_FRACTION = 9;
    private static final int MAX_LENGTH = 40;

    /** Reads a time that names its offset; anything else is no time. */
    static Optional<SenderTime> read(String written) {
        String text = format(written);
        return text.isEmpty() ? Optional.empty() : Optional.of(new SenderTime(text));
    }

    /** The text of a time that names its offset; an empty one for anything else. */
    static String format(String written) {
        if (written.length() > MAX_LENGTH || !begins(written, 0, LOCAL) || !isDateTime(written)) {
            return "";
        }
        int end = endOfFraction(written);
        if (!isOffset(written, end)) {
            return "";
        }
        boolean withoutColon = written.length() - end == "+hhmm".length();
        if (!withoutColon && written.charAt(DATE.length()) == 'T') {
            return written;
        }
        StringBuilder text = new StringBuilder(written.length() + 1).append(written);
        text.setCharAt(DATE.length(), 'T');
        if (withoutColon) {
            text.insert(written.length() - "mm".length(), ':');
        }
        return text.toString();
    }

    /** Whether the text means that there is no time. */
    static boolean isNone(String written) {
        return written.equals("-")
                || written.equals(ZERO)
                || written.startsWith(ZERO_DATE)
                        && read(written)
                                .filter(time -> time.text.startsWith(ZERO) && time.text.charAt(ZERO.length()) != '.')
                                .isPresent();
    }

    private static boolean begins(String text, int start, String shape) {
        if (text.length() - start < shape.length()) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            char c = text.charAt(start + i);
            boolean fits =
                    switch (shape.charAt(i)) {
                        case 'd' -> isDigit(c);
                        case 'T' -> c == 'T' || c == ' ';
                        case '+' -> c == '+' || c == '-';
                        default -> c == shape.charAt(i);
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Whether date and time are valid. */
    private static boolean isDateTime(String local) {
        int year = Integer.parseInt(local, 0, DATE.indexOf('-'), 10);
        int month = number(local, 5);
        return year >= FIRST_YEAR
                && month >= 1
                && month <= 12
                && YearMonth.of(year, month).isValidDay(number(local, 8))
                && number(local, 11) < 24
                && number(local, 14) < 60
                && number(local, 17) < 60;
    }

    /** The index at which the offset must begin. */
    private static int endOfFraction(String text) {
        int digits = LOCAL.length() + 1;
        int end = digits;
        while (end < text.length() && end - digits < MAX_FRACTION && isDigit(text.charAt(end))) {
            end++;
        }
        return end > digits && text.charAt(LOCAL.length()) == '.' ? end : LOCAL.length();
    }

    /** {@code Z}, or hours and minutes, with a colon or without. */
    private static boolean isOffset(String written, int start) {
        int length = written.length() - start;
        return switch (length) {
            case 1 -> written.charAt(start) == 'Z';
            case 5 -> begins(written, start, "+dddd") && isInRange(written, start);
            case 6 -> begins(written, start, "+dd:dd") && isInRange(written, start);
            default -> false;
        };
    }

    private static boolean isInRange(String written, int offset) {
        int minutes = number(written, written.length() - 2);
        return minutes < 60 && number(written, offset + 1) * 60 + minutes <= MAX_OFFSET_MINUTES;
    }

    private static int number(String text, int from) {
        return Integer.parseInt(text, from, from + 2, 10);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
