package io.jobevents.gateway.event;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of the sender in RFC 3339, with its own offset. The sender writes {@code 2024-03-05T08:09:10+0800} for jobs,
 * a blank for the {@code T} in workflows, {@code +08:00} in moderation.
 *
 * @param text such as {@code 2024-03-05T08:09:10+08:00}
 */
record SenderTime(String text) {

    private static final Pattern WRITTEN = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?)(?:(Z)|([+-]\\d{2}):?(\\d{2}))");

    private static final int MAX_LENGTH = 40;

    /** Reads a time that names its offset; anything else is no time. */
    static Optional<SenderTime> read(String written) {
        if (written.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String local = parts.group(1) + "T" + parts.group(2);
        boolean utc = parts.group(3) != null;
        if (!isDateTime(local) || !utc && !isOffset(parts.group(4), parts.group(5))) {
            return Optional.empty();
        }
        return Optional.of(new SenderTime(local + (utc ? "Z" : parts.group(4) + ":" + parts.group(5))));
    }

    private static boolean isDateTime(String local) {
        try {
            LocalDateTime.parse(local);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** RFC 3339 has hours of an offset up to 23. */
    private static boolean isOffset(String hours, String minutes) {
        return Integer.parseInt(hours.substring(1)) < 24 && Integer.parseInt(minutes) < 60;
    }
}
