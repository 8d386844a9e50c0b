package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.Node;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.callback.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Normalizes: one part of a callback becomes an event. What is refused is decided here; what is accepted is read by the
 * table of the event's members, in a {@link Reading}. Thread-safe.
 */
final class Normalizer {

    /**
     * What became of a part.
     *
     * <ul>
     *   <li>{@link Accepted}: an event, to be encoded
     *   <li>{@link Refused}: content at fault; other parts of the callback are not affected
     * </ul>
     */
    sealed interface Normalized {
        record Accepted(Event event) implements Normalized {}

        record Refused(Rejection rejection) implements Normalized {}
    }

    private static final int MAX_ID = 256;

    private final Set<String> acceptedBuckets;
    private final long maxValueSize;

    /**
     * @param acceptedBuckets empty for all
     * @param maxValueSize bytes of an encoded event
     */
    Normalizer(Set<String> acceptedBuckets, long maxValueSize) {
        this.acceptedBuckets = Set.copyOf(acceptedBuckets);
        this.maxValueSize = maxValueSize;
    }

    /** @param path of the node, for the sentence of a rejection */
    Normalized job(Callback callback, Node job, String path) {
        if (job.isLeaf() || job.firstText("JobId").isEmpty()) {
            return refused(Reason.MISSING_JOB_ID, path + "/JobId is missing.");
        }
        if (job.firstText("State").isEmpty() && job.firstText("Code").isEmpty()) {
            return refused(Reason.MISSING_STATE, path + " has neither State nor Code.");
        }
        String id = job.firstText("JobId").orElseThrow();
        Optional<String> bucket = job.first("Input").flatMap(input -> input.firstText("BucketId"));
        if (bucket.isEmpty()
                && callback.eventName().filter(JobShape::isModeration).isPresent()) {
            bucket = job.firstText("BucketId");
        }
        if (isInvalidId(callback, id)) {
            return invalidId(path + "/JobId");
        }
        if (!isAccepted(bucket)) {
            return bucketNotAccepted(path);
        }
        Reading reading = Reading.of(callback, job, JobShape.TABLE, maxValueSize);
        if (!reading.hasRoom()) {
            return refused(
                    Reason.EVENT_TOO_LARGE,
                    path + " has outputs that would take more than " + maxValueSize + " bytes.");
        }
        if (PartialFailure.isBelow(job)) {
            reading.warn(Warning.PARTIAL_FAILURE);
        }
        return new Normalized.Accepted(new JobEvent(reading.members()));
    }

    /** @param path of the node, for the sentence of a rejection */
    Normalized workflow(Callback callback, Node workflow, String path) {
        if (workflow.isLeaf() || workflow.firstText("RunId").isEmpty()) {
            return refused(Reason.MISSING_RUN_ID, path + "/RunId is missing.");
        }
        if (workflow.firstText("State").isEmpty()) {
            return refused(Reason.MISSING_STATE, path + "/State is missing.");
        }
        String id = workflow.firstText("RunId").orElseThrow();
        if (isInvalidId(callback, id)) {
            return invalidId(path + "/RunId");
        }
        if (!isAccepted(workflow.firstText("BucketId"))) {
            return bucketNotAccepted(path);
        }
        Reading reading = Reading.of(callback, workflow, WorkflowShape.TABLE, maxValueSize);
        if (PartialFailure.isOfWorkflow(workflow)) {
            reading.warn(Warning.PARTIAL_FAILURE);
        }
        return new Normalized.Accepted(new WorkflowEvent(reading.members()));
    }

    /**
     * An id is a key, a header and half of another id. With a replaced character it might be the id of another job, so it
     * counts as one with a control character.
     */
    private static boolean isInvalidId(Callback callback, String id) {
        return id.getBytes(StandardCharsets.UTF_8).length > MAX_ID
                || id.chars().anyMatch(Character::isISOControl)
                || callback.charactersReplaced() && id.indexOf('\uFFFD') >= 0;
    }

    private boolean isAccepted(Optional<String> bucket) {
        return acceptedBuckets.isEmpty()
                || bucket.filter(acceptedBuckets::contains).isPresent();
    }

    private static Normalized invalidId(String path) {
        return refused(Reason.INVALID_ID, path + " is longer than " + MAX_ID + " bytes or holds a control character.");
    }

    private static Normalized bucketNotAccepted(String path) {
        return refused(Reason.BUCKET_NOT_ACCEPTED, path + " names no bucket that is accepted.");
    }

    private static Normalized refused(Reason reason, String detail) {
        return new Normalized.Refused(new Rejection(reason, detail));
    }
}
