package io.jobevents.gateway.event;

import java.util.Optional;

/** The event of one moderation result: schema {@code moderation-event/1}. */
public final class ModerationEvent extends Event {

    private final ModerationKind kind;

    /** @param members of a table of that kind, with a job id and a state */
    ModerationEvent(ModerationKind kind, Members members) {
        super(members);
        this.kind = kind;
    }

    @Override
    public String subject() {
        return text("jobId").orElseThrow();
    }

    @Override
    public String state() {
        return text("state").orElseThrow();
    }

    public ModerationKind kind() {
        return kind;
    }

    /** The ruling, which decides the type and the topic. */
    public Ruling ruling() {
        EventState state = EventState.of(state());
        if (state == EventState.FAILED) {
            return Ruling.FAILED;
        }
        Optional<String> verdict = text("verdict");
        if (verdict.filter(Verdict.BLOCK.word()::equals).isPresent()) {
            return Ruling.BLOCK;
        }
        if (verdict.filter(Verdict.REVIEW.word()::equals).isPresent()) {
            return Ruling.REVIEW;
        }
        return state == EventState.SUCCESS && verdict.isPresent() ? Ruling.PASS : Ruling.OTHER;
    }

    /** The label, as sent. */
    public Optional<String> label() {
        return text("label");
    }

    @Override
    public Optional<String> time() {
        return text("createdAt");
    }

    @Override
    public Optional<String> region() {
        return text("object/region");
    }

    @Override
    public Optional<String> bucket() {
        return text("object/bucket");
    }

    private Optional<String> text(String member) {
        return members().text(members().shape().slot(member));
    }
}
