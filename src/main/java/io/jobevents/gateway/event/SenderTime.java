package io.jobevents.gateway.event;

import java.time.YearMonth;
import java.util.Optional;

/**
 * A time of the sender in RFC 3339, with its own offset. The sender writes {@code 2024-03-05T08:09:10+0800} for jobs,
 * a blank for the {@code T} in workflows, {@code +08:00} in moderation.
 *
 * @param text such as {@code 2024-03-05T08:09:10+08:00}
 */
public record SenderTime(String text) {

    /** What stands where: {@code d} a digit, {@code T} itself or a blank, {@code +} a sign, anything else itself. */
    private static final String LOCAL = "dddd-dd-ddTdd:dd:dd";

    private static final int MAX_FRACTION = 9;
    private static final int MAX_LENGTH = 40;

    /** Reads a time that names its offset; anything else is no time. */
    static Optional<SenderTime> read(String written) {
        if (written.length() > MAX_LENGTH || !begins(written, LOCAL) || !isDateTime(written)) {
            return Optional.empty();
        }
        int end = endOfFraction(written);
        return offset(written.substring(end))
                .map(offset -> new SenderTime(written.substring(0, end).replace(' ', 'T') + offset));
    }

    private static boolean begins(String text, String shape) {
        if (text.length() < shape.length()) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            char c = text.charAt(i);
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

    /** Whether there is such a day, and such a time of a day. */
    private static boolean isDateTime(String local) {
        int month = number(local, 5);
        return month >= 1
                && month <= 12
                && YearMonth.of(Integer.parseInt(local, 0, 4, 10), month).isValidDay(number(local, 8))
                && number(local, 11) < 24
                && number(local, 14) < 60
                && number(local, 17) < 60;
    }

    /** Where the offset has to begin. */
    private static int endOfFraction(String text) {
        int digits = LOCAL.length() + 1;
        int end = digits;
        while (end < text.length() && end - digits < MAX_FRACTION && isDigit(text.charAt(end))) {
            end++;
        }
        return end > digits && text.charAt(LOCAL.length()) == '.' ? end : LOCAL.length();
    }

    /** {@code Z}, or hours and minutes with a colon; RFC 3339 has hours up to 23. */
    private static Optional<String> offset(String written) {
        if (written.equals("Z")) {
            return Optional.of(written);
        }
        boolean formed =
                written.length() == 5 && begins(written, "+dddd") || written.length() == 6 && begins(written, "+dd:dd");
        if (!formed || number(written, 1) >= 24 || number(written, written.length() - 2) >= 60) {
            return Optional.empty();
        }
        return Optional.of(written.substring(0, 3) + ":" + written.substring(written.length() - 2));
    }

    private static int number(String text, int from) {
        return Integer.parseInt(text, from, from + 2, 10);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
