package io.jobevents.gateway.record;

import io.jobevents.gateway.event.EventState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a record belongs: a topic's name without the prefix, and the topic that stands in where that one is missing.
 * The routes of events come from closed sets.
 *
 * @param kind of what stands on the topic
 * @param state the part of the topic's name, for events
 * @param tag the part of the topic's name, for job events
 * @param topic such as {@code jobs.success.transcode}
 * @param substitute such as {@code jobs.success.other}; empty for topics that are required
 */
public record Route(
        Kind kind, Optional<String> state, Optional<String> tag, String topic, Optional<String> substitute) {

    /** What a record tells. */
    public enum Kind {
        JOB,
        WORKFLOW,
        QUARANTINE
    }

    private static final String JOBS = "jobs";
    private static final String WORKFLOWS = "workflows";
    /** The part of the topic's name for all states that have none of their own: those before the end of a job. */
    private static final String OTHER_STATE = "other";

    private static final List<String> STATES = List.of("failed", OTHER_STATE, "success");

    /** The route of what was rejected. */
    public static final Route QUARANTINE =
            new Route(Kind.QUARANTINE, Optional.empty(), Optional.empty(), "callbacks.rejected", Optional.empty());

    static Route job(EventState state, String tagPart) {
        String statePart = statePart(state);
        return new Route(
                Kind.JOB,
                Optional.of(statePart),
                Optional.of(tagPart),
                jobTopic(statePart, tagPart),
                tagPart.equals(TagCatalogue.OTHER)
                        ? Optional.empty()
                        : Optional.of(jobTopic(statePart, TagCatalogue.OTHER)));
    }

    static Route workflow(EventState state) {
        String statePart = statePart(state);
        return new Route(
                Kind.WORKFLOW,
                Optional.of(statePart),
                Optional.empty(),
                workflowTopic(statePart),
                statePart.equals(OTHER_STATE) ? Optional.empty() : Optional.of(workflowTopic(OTHER_STATE)));
    }

    /**
     * The route of a record that was kept by the names of its topics, which people may have changed since: what is neither
     * of jobs nor of workflows counts as quarantine.
     */
    public static Route of(String topic, Optional<String> substitute) {
        String[] parts = topic.split("\\.", 3);
        if (parts.length == 3 && parts[0].equals(JOBS)) {
            return new Route(Kind.JOB, Optional.of(parts[1]), Optional.of(parts[2]), topic, substitute);
        }
        if (parts.length == 2 && parts[0].equals(WORKFLOWS)) {
            return new Route(Kind.WORKFLOW, Optional.of(parts[1]), Optional.empty(), topic, substitute);
        }
        return new Route(Kind.QUARANTINE, Optional.empty(), Optional.empty(), topic, substitute);
    }

    /** The topics for which nothing stands in: without one of them a record may have no place. */
    public static List<String> required() {
        return Stream.concat(
                        STATES.stream().map(state -> jobTopic(state, TagCatalogue.OTHER)),
                        Stream.of(workflowTopic(OTHER_STATE), QUARANTINE.topic()))
                .toList();
    }

    /** Every topic that a route can name. */
    public static List<String> all(TagCatalogue catalogue) {
        List<String> all = new ArrayList<>();
        for (String state : STATES) {
            catalogue.parts().forEach(tag -> all.add(jobTopic(state, tag)));
            all.add(workflowTopic(state));
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

    private static String statePart(EventState state) {
        return switch (state) {
            case SUCCESS, FAILED -> state.word();
            case SUBMITTED, RUNNING, PAUSE, CANCEL, AUDITING, SNAPSHOTING, OTHER -> OTHER_STATE;
        };
    }
}
