package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.FaultPlace;
import io.jobevents.gateway.callback.Node;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.callback.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Normalizes and encodes a whole callback: one event per job or moderation, then one per workflow. A part at fault is
 * rejected without affecting the others.
 *
 * <p>Memory is bounded: no value is larger than {@code maxValueSize}, and the values of one callback are together at
 * most twice that, although each repeats the nodes beside the jobs. Thread-safe.
 */
public final class CallbackEvents {

    /**
     * The result of a callback.
     *
     * @param rejected the parts at fault; never empty together with {@code events}
     */
    public record Encoded(List<EncodedEvent> events, List<RejectedPart> rejected) {
        public Encoded {
            events = List.copyOf(events);
            rejected = List.copyOf(rejected);
        }
    }

    /** @param index from 0, over the jobs or moderations and then the workflows */
    public record RejectedPart(int index, Rejection rejection) {}

    private final Normalizer normalizer;
    private final PersonalData users;
    private final EventEncoder encoder = new EventEncoder();
    private final long maxValueSize;

    /**
     * @param acceptedBuckets empty for all
     * @param users how personal data of users is handled
     * @param maxValueSize the limit of an encoded event in bytes
     */
    public CallbackEvents(Set<String> acceptedBuckets, PersonalData users, long maxValueSize) {
        this.normalizer = new Normalizer(acceptedBuckets, maxValueSize);
        this.users = users;
        this.maxValueSize = maxValueSize;
    }

    /** The names of a callback's nodes that are read. */
    public static Set<String> nodeNames() {
        Stream<Set<String>> names = Stream.of(
                JobShape.TABLE.names(),
                WorkflowShape.TABLE.names(),
                MediaFiles.NODE_NAMES,
                ResultFiles.NODE_NAMES,
                ObjectHeaders.NODE_NAMES,
                Keywords.NODE_NAMES);
        return Stream.concat(names, ModerationShape.all().stream().map(Shape::names))
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    public Encoded encode(Callback received) {
        Callback callback = users.in(received);
        Encoding encoding = new Encoding();
        boolean moderation =
                callback.eventName().filter(ModerationKind::isModeration).isPresent();
        List<Node> jobs = callback.jobs();
        for (int i = 0; i < jobs.size(); i++) {
            String path = "JobsDetail[" + i + "]";
            if (encoding.hasRoom(path)) {
                Node job = jobs.get(i);
                encoding.add(
                        path,
                        moderation ? normalizer.moderation(callback, job, path) : normalizer.job(callback, job, path));
            }
        }
        List<Node> workflows = callback.workflows();
        for (int i = 0; i < workflows.size(); i++) {
            String path = "WorkflowExecution[" + i + "]";
            if (encoding.hasRoom(path)) {
                encoding.add(path, normalizer.workflow(callback, workflows.get(i), path));
            }
        }
        callback.moderation()
                .ifPresent(root -> encoding.add(Callback.SIMPLE, normalizer.simpleModeration(callback, root)));
        return new Encoded(encoding.events, encoding.rejected);
    }

    /** The encoding of one callback. */
    private final class Encoding {

        private final List<EncodedEvent> events = new ArrayList<>();
        private final List<RejectedPart> rejected = new ArrayList<>();
        private long room = 2 * maxValueSize;
        private int index;

        /** Whether another part may be encoded. Once a part has exceeded the limit, all later ones are rejected. */
        boolean hasRoom(String path) {
            if (room < 0) {
                reject(tooLarge(path, "does not fit beside the others", 2 * maxValueSize));
            }
            return room >= 0;
        }

        void add(String path, Normalizer.Normalized normalized) {
            switch (normalized) {
                case Normalizer.Normalized.Refused(Rejection rejection) -> reject(rejection);
                case Normalizer.Normalized.Accepted(Event event) -> encode(path, event);
            }
        }

        private void encode(String path, Event event) {
            byte[] value = encoder.encode(event);
            // Also of a value that is too large: the other parts may repeat the nodes that make it so.
            room -= value.length;
            if (value.length > maxValueSize) {
                reject(tooLarge(path, "would take " + value.length + " bytes as an event", maxValueSize));
            } else if (hasRoom(path)) {
                events.add(new EncodedEvent(event, value, encoder.fingerprint(event, value)));
                index++;
            }
        }

        private void reject(Rejection rejection) {
            rejected.add(new RejectedPart(index++, rejection));
        }
    }

    private static Rejection tooLarge(String path, String what, long limit) {
        return new Rejection(
                Reason.EVENT_TOO_LARGE,
                path + " " + what + "; the limit is " + limit + " bytes.",
                new FaultPlace.AtNode(path));
    }
}
