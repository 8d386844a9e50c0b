package io.jobevents.gateway.tools.soak;

import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The marks of one run: what the ids of its callbacks begin with, made of eight hex digits of the run and eight of the callback's
 * number. So a record on a topic is known to be of this run without a list.
 */
public final class RunMarks {

    private static final int DIGITS = 8;

    private final String run =
            "j" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());

    /** The beginning of every mark of this run. */
    public String run() {
        return run;
    }

    public String mark(int number) {
        return run + HexFormat.of().toHexDigits(number);
    }

    /** The number of the callback that an id belongs to; none if it is of another run or of no number. */
    public OptionalInt number(String id) {
        int end = run.length() + DIGITS;
        if (!id.startsWith(run) || id.length() < end) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(HexFormat.fromHexDigits(id, run.length(), end));
        } catch (IllegalArgumentException other) {
            return OptionalInt.empty();
        }
    }
}
