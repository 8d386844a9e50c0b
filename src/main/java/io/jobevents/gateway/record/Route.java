package io.jobevents.gateway.record;

import io.jobevents.gateway.event.EventState;
import io.jobevents.gateway.event.ModerationKind;
import io.jobevents.gateway.event.Ruling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The route of a record: its topic, and the substitutes if that topic is missing, all without the prefix. The routes of
 * events come from closed sets.
 *
 * @param kind of the topic's records
 * @param state the part of the topic's name, for events; of moderation the ruling
 * @param tag the part of the topic's name, for job events; of moderation the kind of object
 * @param topic such as {@code jobs.success.transcode}
 * @param substitutes in the order in which they are tried, such as {@code jobs.success.other}; empty for required
 *     topics
 */
public record Route(Kind kind, Optional<String> state, Optional<String> tag, String topic, List<String> substitutes) {

    /** The kind of a record's content. */
    public enum Kind {
        JOB,
        WORKFLOW,
        MODERATION,
        QUARANTINE
    }

    private static final String JOBS = "jobs";
    private static final String WORKFLOWS = "workflows";
    private static final String MODERATION = "moderation";
    /** The part of a topic's name for all values without a topic of their own. */
    private static final String OTHER = TagCatalogue.OTHER;

    /** The part of a topic's name for the state of a job or a workflow. */
    public static final List<String> STATES = List.of("failed", OTHER, "success");

    /** The route of rejected bodies. */
    public static final Route QUARANTINE =
            new Route(Kind.QUARANTINE, Optional.empty(), Optional.empty(), "callbacks.rejected", List.of());

    public Route {
        substitutes = List.copyOf(substitutes);
    }

    static Route job(EventState state, String tagPart) {
        String statePart = statePart(state);
        return route(
                Kind.JOB, statePart, Optional.of(tagPart), jobTopic(statePart, tagPart), jobTopic(statePart, OTHER));
    }

    static Route workflow(EventState state) {
        String statePart = statePart(state);
        return route(Kind.WORKFLOW, statePart, Optional.empty(), workflowTopic(statePart), workflowTopic(OTHER));
    }

    static Route moderation(Ruling ruling, ModerationKind kind) {
        return route(
                Kind.MODERATION,
                ruling.word(),
                Optional.of(kind.word()),
                moderationTopic(ruling.word(), kind.word()),
                moderationTopic(ruling.word(), OTHER),
                moderationTopic(OTHER, OTHER));
    }

    /** @param substitutes if the topic itself is among them, it is left out */
    private static Route route(Kind kind, String state, Optional<String> tag, String topic, String... substitutes) {
        Set<String> others = new LinkedHashSet<>(Arrays.asList(substitutes));
        others.remove(topic);
        return new Route(kind, Optional.of(state), tag, topic, List.copyOf(others));
    }

    /**
     * The route of a spooled record, by the names of its topics. Operators may have changed these in the spool; a name
     * that fits no kind of event counts as quarantine.
     */
    public static Route of(String topic, List<String> substitutes) {
        String[] parts = topic.split("\\.", 3);
        Kind kind =
                switch (parts[0]) {
                    case JOBS -> parts.length == 3 ? Kind.JOB : Kind.QUARANTINE;
                    case WORKFLOWS -> parts.length == 2 ? Kind.WORKFLOW : Kind.QUARANTINE;
                    case MODERATION -> parts.length == 3 ? Kind.MODERATION : Kind.QUARANTINE;
                    default -> Kind.QUARANTINE;
                };
        return kind == Kind.QUARANTINE
                ? new Route(kind, Optional.empty(), Optional.empty(), topic, substitutes)
                : new Route(
                        kind,
                        Optional.of(parts[1]),
                        parts.length == 3 ? Optional.of(parts[2]) : Optional.empty(),
                        topic,
                        substitutes);
    }

    /** The topics without a substitute, which must exist. */
    public static List<String> required() {
        return Stream.concat(
                        STATES.stream().map(state -> jobTopic(state, OTHER)),
                        Stream.of(workflowTopic(OTHER), moderationTopic(OTHER, OTHER), QUARANTINE.topic()))
                .toList();
    }

    /** Every topic that a route can name. */
    public static List<String> all(TagCatalogue catalogue) {
        List<String> all = new ArrayList<>();
        for (String state : STATES) {
            catalogue.parts().forEach(tag -> all.add(jobTopic(state, tag)));
            all.add(workflowTopic(state));
        }
        for (Ruling ruling : Ruling.values()) {
            for (ModerationKind kind : ModerationKind.values()) {
                all.add(moderationTopic(ruling.word(), kind.word()));
            }
        }
        all.add(QUARANTINE.topic());
        return all;
    }

    private static String jobTopic(String state, String tag) {
        return JOBS + "." + state + "." + tag;
    }

    private static String workflowTopic(String state) {
        return WORKFLOWS + "." + state;
    }

    private static String moderationTopic(String ruling, String kind) {
        return MODERATION + "." + ruling + "." + kind;
    }

    private static String statePart(EventState state) {
        return switch (state) {
            case SUCCESS, FAILED -> state.word();
            case SUBMITTED, RUNNING, PAUSE, CANCEL, AUDITING, SNAPSHOTING, OTHER -> OTHER;
        };
    }
}
