package io.jobevents.gateway.event;

import java.util.Optional;

/** The event of one job: schema {@code job-event/1}. */
public final class JobEvent extends Event {

    private static final int JOB_ID = JobShape.TABLE.slot("jobId");
    private static final int STATE = JobShape.TABLE.slot("state");
    private static final int TAG = JobShape.TABLE.slot("tag");
    private static final int CREATED_AT = JobShape.TABLE.slot("createdAt");
    private static final int ENDED_AT = JobShape.TABLE.slot("endedAt");
    private static final int REGION = JobShape.TABLE.slot("input/region");
    private static final int BUCKET = JobShape.TABLE.slot("input/bucket");

    /** @param members with a job id and a state */
    JobEvent(Members members) {
        super(members);
    }

    @Override
    public String subject() {
        return members().text(JOB_ID).orElseThrow();
    }

    @Override
    public String state() {
        return members().text(STATE).orElseThrow();
    }

    public Optional<String> tag() {
        return members().text(TAG);
    }

    @Override
    public Optional<String> time() {
        return members().text(ENDED_AT).or(() -> members().text(CREATED_AT));
    }

    @Override
    public Optional<String> region() {
        return members().text(REGION);
    }

    @Override
    public Optional<String> bucket() {
        return members().text(BUCKET);
    }
}
