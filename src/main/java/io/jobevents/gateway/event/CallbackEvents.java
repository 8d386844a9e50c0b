package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.Node;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.callback.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Normalizes and encodes a whole callback: one record per job, then one per workflow. A part whose content is at fault
 * is rejected alone.
 *
 * <p>Memory is bounded: no value is larger than {@link Settings#maxValueSize()}, and all values of one callback are
 * together at most twice that, although the nodes beside the jobs stand in each of them. Thread-safe.
 */
public final class CallbackEvents {

    /**
     * @param acceptedBuckets empty for all
     * @param maxValueSize bytes of an encoded event
     * @param schemaBase what {@code ce_dataschema} begins with, without a slash at the end
     */
    public record Settings(Set<String> acceptedBuckets, long maxValueSize, String schemaBase, TagCatalogue catalogue) {
        public Settings {
            acceptedBuckets = Set.copyOf(acceptedBuckets);
        }
    }

    /**
     * What a callback became.
     *
     * @param rejected the parts at fault; empty together with {@code records} never
     */
    public record Encoded(List<EventRecord> records, List<RejectedPart> rejected) {
        public Encoded {
            records = List.copyOf(records);
            rejected = List.copyOf(rejected);
        }
    }

    /** @param index from 0, over the jobs and then the workflows */
    public record RejectedPart(int index, Rejection rejection) {}

    private final Normalizer normalizer;
    private final EventEncoder encoder = new EventEncoder();
    private final CloudEvent envelope;
    private final long maxValueSize;

    public CallbackEvents(Settings settings) {
        this.normalizer = new Normalizer(settings.acceptedBuckets(), settings.maxValueSize());
        this.envelope = new CloudEvent(settings.schemaBase(), settings.catalogue());
        this.maxValueSize = settings.maxValueSize();
    }

    /**
     * @param receivedAt the time of the delivery, which becomes the records' timestamp
     * @param trace of the delivery, which goes on in the records' headers
     */
    public Encoded encode(Callback callback, Instant receivedAt, Optional<TraceContext> trace) {
        Encoding encoding = new Encoding(receivedAt, trace);
        List<Node> jobs = callback.jobs();
        for (int i = 0; i < jobs.size(); i++) {
            String path = "JobsDetail[" + i + "]";
            if (encoding.hasRoom(path)) {
                encoding.add(path, normalizer.job(callback, jobs.get(i), path));
            }
        }
        List<Node> workflows = callback.workflows();
        for (int i = 0; i < workflows.size(); i++) {
            String path = "WorkflowExecution[" + i + "]";
            if (encoding.hasRoom(path)) {
                encoding.add(path, normalizer.workflow(callback, workflows.get(i), path));
            }
        }
        return new Encoded(encoding.records, encoding.rejected);
    }

    /** The encoding of one callback. */
    private final class Encoding {

        private final Instant receivedAt;
        private final Optional<TraceContext> trace;
        private final List<EventRecord> records = new ArrayList<>();
        private final List<RejectedPart> rejected = new ArrayList<>();
        private long room = 2 * maxValueSize;
        private int index;

        Encoding(Instant receivedAt, Optional<TraceContext> trace) {
            this.receivedAt = receivedAt;
            this.trace = trace;
        }

        /** Whether another part may be encoded. Once one found no room, the others are not even tried. */
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
            room -= value.length; // of one that is too large, too: what made it so may stand in all others
            if (value.length > maxValueSize) {
                reject(tooLarge(path, "would take " + value.length + " bytes as an event", maxValueSize));
            } else if (hasRoom(path)) {
                records.add(envelope.record(event, value, receivedAt, trace));
                index++;
            }
        }

        private void reject(Rejection rejection) {
            rejected.add(new RejectedPart(index++, rejection));
        }
    }

    private static Rejection tooLarge(String path, String what, long limit) {
        return new Rejection(
                Reason.EVENT_TOO_LARGE, path + " " + what + "; " + limit + " bytes are the most that is taken.");
    }
}
