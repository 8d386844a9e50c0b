package io.jobevents.gateway.tools.endurance;

import io.jobevents.gateway.testkit.callback.GeneratedBodies;
import io.jobevents.gateway.testkit.callback.Template;
import io.jobevents.gateway.tools.soak.NumberedCallbacks.Specimen;
import io.jobevents.gateway.tools.soak.RunMarks;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The callbacks of a run by number; all are different. Most are sound, of several kinds and formats. Some are large,
 * have two jobs, have a bucket that the gateways do not accept, are malformed, or are sent twice. Thread-safe.
 */
final class Bodies {

    /** The expected result of a callback. */
    enum Fate {
        /** Published. */
        PUBLISHED,
        /** Rejected by the gateways for its bucket, and published by a replay, which accepts that bucket. */
        REPLAYED,
        /** Rejected by gateways and replays, so it stays open in the topic of rejected bodies. */
        OPEN
    }

    /** The bucket of most callbacks, which the gateways accept. */
    static final String BUCKET = "soak-1250000000";
    /** The bucket of the others. */
    static final String OTHER_BUCKET = "else-1250000000";

    private static final int LARGE = 200_000;
    private static final String TWO_JOBS = """
            {"JobsDetail":[{"JobId":"-","State":"Success","Tag":"Transcode","Input":{"BucketId":"%s","Object":"in/clip.mov"}},\
            {"JobId":"-","State":"Failed","Tag":"Snapshot","Input":{"BucketId":"%1$s","Object":"in/clip.mov"}}]}""".formatted(BUCKET);

    private final RunMarks marks = new RunMarks();
    private final boolean soundOnly;
    private final List<Template> usual = GeneratedBodies.accepted();
    private final List<Template> malformed = GeneratedBodies.rejected();
    private final Template twoJobs = Template.ofCallback(TWO_JOBS.getBytes(StandardCharsets.UTF_8));
    private final Template large = Template.ofCallback(
            GeneratedBodies.xmlJob("-", "Transcode", "Success", LARGE).getBytes(StandardCharsets.UTF_8));
    private final Template other = Template.ofCallback(GeneratedBodies.jsonJob("-", "Snapshot", "Success", 1_000)
            .replace(BUCKET, OTHER_BUCKET)
            .getBytes(StandardCharsets.UTF_8));

    private Bodies(boolean soundOnly) {
        this.soundOnly = soundOnly;
    }

    static Bodies mixed() {
        return new Bodies(false);
    }

    /** Sound callbacks with one job each, sent once. */
    static Bodies sound() {
        return new Bodies(true);
    }

    Fate fate(int number) {
        if (soundOnly) {
            return Fate.PUBLISHED;
        }
        return number % 250 == 7 ? Fate.OPEN : number % 100 == 3 ? Fate.REPLAYED : Fate.PUBLISHED;
    }

    /** Whether it is sent twice. */
    boolean isRepeated(int number) {
        return !soundOnly && number % 50 == 9;
    }

    Specimen get(int number) {
        String mark = marks.mark(number);
        return new Specimen(mark, template(number).fill(mark));
    }

    private Template template(int number) {
        return switch (fate(number)) {
            case OPEN -> malformed.get(number / 250 % malformed.size());
            case REPLAYED -> other;
            case PUBLISHED -> {
                boolean plain = soundOnly;
                if (!plain && number % 200 == 11) {
                    yield large;
                }
                yield !plain && number % 20 == 5 ? twoJobs : usual.get(number % usual.size());
            }
        };
    }

    RunMarks marks() {
        return marks;
    }
}
