package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.FaultPlace;
import io.jobevents.gateway.callback.Node;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.ModerationShape.Form;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Normalizes one part of a callback to an event. Decides whether the part is rejected; reads an accepted part by the
 * table of its event, with a {@link Reading}. Thread-safe.
 */
final class Normalizer {

    /**
     * The result of a part.
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
    /** The most characters of the sender's text in a sentence. */
    private static final int MAX_QUOTE = 128;

    private final Set<String> acceptedBuckets;
    private final long maxValueSize;

    /**
     * @param acceptedBuckets empty for all
     * @param maxValueSize the limit of an encoded event in bytes
     */
    Normalizer(Set<String> acceptedBuckets, long maxValueSize) {
        this.acceptedBuckets = Set.copyOf(acceptedBuckets);
        this.maxValueSize = maxValueSize;
    }

    /** @param path of the node, for the sentence of a rejection */
    Normalized job(Callback callback, Node job, String path) {
        Optional<Normalized> refused = refusal(callback, job, path, job.first("Input"), "/Input/BucketId");
        if (refused.isPresent()) {
            return refused.get();
        }
        Reading reading = Reading.of(callback, job, JobShape.TABLE, maxValueSize);
        if (!reading.hasRoom()) {
            return refused(
                    Reason.EVENT_TOO_LARGE,
                    path,
                    path + " has outputs that would take more than " + maxValueSize + " bytes.");
        }
        if (PartialFailure.isBelow(job)) {
            reading.warn(Warning.PARTIAL_FAILURE);
        }
        if (contradictsItself(job)) {
            reading.warn(Warning.CODE_CONTRADICTS_STATE);
        }
        return new Normalized.Accepted(new JobEvent(reading.members()));
    }

    /** Normalizes a moderation result in the detailed form. */
    Normalized moderation(Callback callback, Node job, String path) {
        Optional<Normalized> refused = refusal(callback, job, path, Optional.of(job), "/BucketId");
        if (refused.isPresent()) {
            return refused.get();
        }
        ModerationKind kind =
                ModerationKind.of(callback.eventName(), job.firstText("JobId").orElseThrow(), job);
        String state = job.firstText("State").orElseGet(() -> JobShape.stateOfCode(job.firstText("Code")));
        Shape table = ModerationShape.table(kind, Form.DETAIL, EventState.of(state) == EventState.FAILED);
        return moderation(Reading.of(callback, job, table, maxValueSize), kind, path);
    }

    /** Normalizes a moderation result in the simple form. */
    Normalized simpleModeration(Callback callback, Node root) {
        String path = Callback.SIMPLE;
        Node data = root.first(Callback.SIMPLE).orElseThrow();
        Optional<String> id = data.firstText("trace_id");
        if (id.isEmpty()) {
            return refused(
                    Reason.MISSING_JOB_ID, path, path + "/trace_id is missing" + named(data.firstText("data_id")));
        }
        if (isInvalidId(callback, id.get())) {
            return invalidId(path + "/trace_id");
        }
        if (!isAccepted(data.firstText("url").flatMap(CosUrl::read).map(CosUrl::bucket))) {
            return bucketNotAccepted(path + "/url", path + "/url");
        }
        ModerationKind kind = ModerationKind.of(data.firstText("event"), id.get(), data);
        boolean failed = root.firstText("code").filter("0"::equals).isEmpty();
        Shape table = ModerationShape.table(kind, Form.SIMPLE, failed);
        return moderation(Reading.of(callback, root, table, maxValueSize), kind, path);
    }

    private Normalized moderation(Reading reading, ModerationKind kind, String path) {
        if (PartialFailure.isBelow(reading.node())) {
            reading.warn(Warning.PARTIAL_FAILURE);
        }
        Members members = reading.members();
        if (!reading.hasRoom()) {
            return refused(
                    Reason.EVENT_TOO_LARGE,
                    path,
                    path + " has findings that would take more than " + maxValueSize + " bytes.");
        }
        return new Normalized.Accepted(new ModerationEvent(kind, members));
    }

    /**
     * @param place the node that names the bucket
     * @param placeOfBucket below the path
     */
    private Optional<Normalized> refusal(
            Callback callback, Node job, String path, Optional<Node> place, String placeOfBucket) {
        Optional<String> id = job.firstText("JobId");
        if (id.isEmpty()) {
            return Optional.of(
                    refused(Reason.MISSING_JOB_ID, path, path + "/JobId is missing" + named(job.firstText("DataId"))));
        }
        if (job.firstText("State").isEmpty() && job.firstText("Code").isEmpty()) {
            return Optional.of(refused(Reason.MISSING_STATE, path, path + " has neither State nor Code."));
        }
        if (isInvalidId(callback, id.get())) {
            return Optional.of(invalidId(path + "/JobId"));
        }
        return isAccepted(place.flatMap(node -> node.firstText("BucketId")))
                ? Optional.empty()
                : Optional.of(bucketNotAccepted(path, path + placeOfBucket));
    }

    /** The data id, given by the submitter, for a sentence about a job without an id. */
    private static String named(Optional<String> dataId) {
        return dataId.map(id -> "; its data id is " + beginning(id) + ".").orElse(".");
    }

    private static String beginning(String text) {
        boolean isLong = text.codePointCount(0, text.length()) > MAX_QUOTE;
        return isLong ? text.substring(0, text.offsetByCodePoints(0, MAX_QUOTE)) + "…" : text;
    }

    /** Whether state and code contradict each other. */
    private static boolean contradictsItself(Node job) {
        Optional<String> code = job.firstText("Code");
        Optional<String> state = job.firstText("State");
        if (code.isEmpty() || state.isEmpty()) {
            return false;
        }
        boolean successful =
                EventState.of(code.get()) == EventState.SUCCESS || code.get().equals("0");
        return switch (EventState.of(state.get())) {
            case SUCCESS -> !successful;
            case FAILED -> successful;
            case SUBMITTED, RUNNING, PAUSE, CANCEL, AUDITING, SNAPSHOTING, OTHER -> false;
        };
    }

    /** @param path of the node, for the sentence of a rejection */
    Normalized workflow(Callback callback, Node workflow, String path) {
        if (workflow.isLeaf() || workflow.firstText("RunId").isEmpty()) {
            return refused(Reason.MISSING_RUN_ID, path, path + "/RunId is missing.");
        }
        if (workflow.firstText("State").isEmpty()) {
            return refused(Reason.MISSING_STATE, path, path + "/State is missing.");
        }
        String id = workflow.firstText("RunId").orElseThrow();
        if (isInvalidId(callback, id)) {
            return invalidId(path + "/RunId");
        }
        if (!isAccepted(workflow.firstText("BucketId"))) {
            return bucketNotAccepted(path, path + "/BucketId");
        }
        Reading reading = Reading.of(callback, workflow, WorkflowShape.TABLE, maxValueSize);
        if (PartialFailure.isOfWorkflow(workflow)) {
            reading.warn(Warning.PARTIAL_FAILURE);
        }
        return new Normalized.Accepted(new WorkflowEvent(reading.members()));
    }

    /**
     * Whether the id is too long or has control or replaced characters. An id is a record key, a header and a part of
     * {@code ce_id}; with a replaced character it could equal the id of another job.
     */
    private static boolean isInvalidId(Callback callback, String id) {
        return id.getBytes(StandardCharsets.UTF_8).length > MAX_ID
                || hasControls(id)
                || callback.charactersReplaced() && id.indexOf('\uFFFD') >= 0;
    }

    private static boolean hasControls(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (Character.isISOControl(id.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean isAccepted(Optional<String> bucket) {
        return acceptedBuckets.isEmpty()
                || bucket.filter(acceptedBuckets::contains).isPresent();
    }

    private static Normalized invalidId(String path) {
        return refused(
                Reason.INVALID_ID, path, path + " is longer than " + MAX_ID + " bytes or holds a control character.");
    }

    private static Normalized bucketNotAccepted(String path, String place) {
        return refused(Reason.BUCKET_NOT_ACCEPTED, place, path + " names no bucket that is accepted.");
    }

    private static Normalized refused(Reason reason, String place, String detail) {
        return new Normalized.Refused(new Rejection(reason, detail, new FaultPlace.AtNode(place)));
    }
}
