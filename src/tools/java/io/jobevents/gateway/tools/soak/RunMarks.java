package io.jobevents.gateway.tools.soak;

import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The marks of one run, with which the ids of its callbacks begin: eight hex digits of the run and eight of the number
 * of the callback. They show that a record on a topic belongs to the run, without a list of ids.
 */
public final class RunMarks {

    private static final int DIGITS = 8;

    private final String run =
            "j" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());

    /** The common prefix of the marks of this run. */
    public String run() {
        return run;
    }

    public String mark(int number) {
        return run + HexFormat.of().toHexDigits(number);
    }

    /** The number of the callback that an id belongs to; empty if it belongs to another run or has no number. */
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
