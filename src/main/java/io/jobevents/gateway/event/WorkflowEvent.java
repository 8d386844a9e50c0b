package io.jobevents.gateway.event;

import java.util.Optional;

/** The event of one workflow run: schema {@code workflow-event/1}. */
public final class WorkflowEvent extends Event {

    private static final int RUN_ID = WorkflowShape.TABLE.slot("runId");
    private static final int STATE = WorkflowShape.TABLE.slot("state");
    private static final int CREATED_AT = WorkflowShape.TABLE.slot("createdAt");
    private static final int BUCKET = WorkflowShape.TABLE.slot("input/bucket");

    /** @param members with a run id and a state */
    WorkflowEvent(Members members) {
        super(members);
    }

    @Override
    public String subject() {
        return members().text(RUN_ID).orElseThrow();
    }

    @Override
    public String state() {
        return members().text(STATE).orElseThrow();
    }

    @Override
    public Optional<String> time() {
        return members().text(CREATED_AT);
    }

    /** Empty: the sender does not send a region. */
    @Override
    public Optional<String> region() {
        return Optional.empty();
    }

    @Override
    public Optional<String> bucket() {
        return members().text(BUCKET);
    }
}
