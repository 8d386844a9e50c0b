package io.jobevents.gateway.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a record belongs: a topic's name without the prefix, and the topic that stands in where that one is missing.
 * All names come from closed sets.
 *
 * @param topic such as {@code jobs.success.transcode}
 * @param substitute such as {@code jobs.success.other}; empty for topics that are required
 */
public record Route(String topic, Optional<String> substitute) {

    /** The route of what was rejected. */
    public static final Route QUARANTINE = new Route("callbacks.rejected", Optional.empty());

    /** What a record tells. */
    public enum Kind {
        JOB,
        WORKFLOW,
        QUARANTINE
    }

    private static final String JOBS = "jobs.";
    private static final String WORKFLOWS = "workflows.";
    private static final Set<String> STATES =
            Set.of(EventState.SUCCESS.topicPart(), EventState.FAILED.topicPart(), EventState.OTHER.topicPart());

    static Route job(EventState state, String tagPart) {
        String jobs = JOBS + state.topicPart() + ".";
        return tagPart.equals(TagCatalogue.OTHER)
                ? new Route(jobs + tagPart, Optional.empty())
                : new Route(jobs + tagPart, Optional.of(jobs + TagCatalogue.OTHER));
    }

    static Route workflow(EventState state) {
        return state.topicPart().equals(EventState.OTHER.topicPart())
                ? new Route(WORKFLOWS + state.topicPart(), Optional.empty())
                : new Route(WORKFLOWS + state.topicPart(), Optional.of(WORKFLOWS + EventState.OTHER.topicPart()));
    }

    /** What is said on it. */
    public Kind kind() {
        if (topic.startsWith(JOBS)) {
            return Kind.JOB;
        }
        return topic.startsWith(WORKFLOWS) ? Kind.WORKFLOW : Kind.QUARANTINE;
    }

    /** The state in the topic's name, for events. */
    public Optional<String> state() {
        return part(1);
    }

    /** The tag in the topic's name, for job events. */
    public Optional<String> tag() {
        return part(2);
    }

    private Optional<String> part(int index) {
        String[] parts = topic.split("\\.");
        return kind() == Kind.QUARANTINE || parts.length <= index ? Optional.empty() : Optional.of(parts[index]);
    }

    /** The topics for which nothing stands in: without one of them a record may have no place. */
    public static List<String> required() {
        return Stream.concat(
                        STATES.stream().sorted().map(state -> JOBS + state + "." + TagCatalogue.OTHER),
                        Stream.of(WORKFLOWS + EventState.OTHER.topicPart(), QUARANTINE.topic()))
                .toList();
    }

    /** Every topic that a route can name. */
    public static List<String> all(TagCatalogue catalogue) {
        List<String> all = new ArrayList<>();
        for (String state : STATES.stream().sorted().toList()) {
            catalogue.parts().forEach(tag -> all.add(JOBS + state + "." + tag));
            all.add(WORKFLOWS + state);
        }
        all.add(QUARANTINE.topic());
        return all;
    }
}
