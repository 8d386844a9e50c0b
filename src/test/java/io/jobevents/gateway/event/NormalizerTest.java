package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.Normalizer.Normalized;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of {@link Normalizer}: rejected parts with their messages, and accepted edge cases. */
class NormalizerTest {

    private static final String ID = "j".repeat(256);

    private final Normalizer all = new Normalizer(Set.of(), 100);
    private final Normalizer choosy = new Normalizer(Set.of("good-1", "good-2"), 100);

    @ParameterizedTest
    @MethodSource
    void invalidJob_isRejected(String members, Reason reason, String detail) {
        assertRefused(job(all, "{'JobsDetail':{" + members + "}}"), reason, detail);
    }

    static Stream<Arguments> invalidJob_isRejected() {
        String missing = "JobsDetail[7]/JobId is missing.";
        String state = "JobsDetail[7] has neither State nor Code.";
        String id = "JobsDetail[7]/JobId is longer than 256 bytes or holds a control character.";
        String name = "'" + "k".repeat(50) + "'";
        return Stream.of(
                argumentSet("no id", "'State':'s'", Reason.MISSING_JOB_ID, missing),
                argumentSet("empty id", "'JobId':' ','State':'s'", Reason.MISSING_JOB_ID, missing),
                argumentSet("id that is no text", "'JobId':{'a':1},'State':'s'", Reason.MISSING_JOB_ID, missing),
                argumentSet(
                        "first id that is no text",
                        "'JobId':[{'a':1},'j'],'State':'s'",
                        Reason.MISSING_JOB_ID,
                        missing),
                argumentSet("id elsewhere", "'Operation':{'JobId':'j'},'State':'s'", Reason.MISSING_JOB_ID, missing),
                argumentSet("no state", "'JobId':'j'", Reason.MISSING_STATE, state),
                argumentSet(
                        "state and code that are no text",
                        "'JobId':'j','State':{'a':1},'Code':{'b':1}",
                        Reason.MISSING_STATE,
                        state),
                argumentSet("long id", "'JobId':'" + ID + "j','State':'s'", Reason.INVALID_ID, id),
                argumentSet(
                        "id long in bytes", "'JobId':'" + ID.substring(1) + "é','State':'s'", Reason.INVALID_ID, id),
                argumentSet("tab in the id", "'JobId':'a\\tb','State':'s'", Reason.INVALID_ID, id),
                argumentSet("C1 control in the id", "'JobId':'a\\u0085b','State':'s'", Reason.INVALID_ID, id),
                argumentSet("replaced character in the id", "'JobId':'a\\u0000b','State':'s'", Reason.INVALID_ID, id),
                argumentSet(
                        "sent and a replaced character",
                        "'JobId':'a\\ufffdb','State':'s\\u0000'",
                        Reason.INVALID_ID,
                        id),
                argumentSet(
                        "outputs that multiply",
                        "'JobId':'j','State':'s','Operation':{'MediaResult':{'OutputFile':{'ObjectPrefix':" + name
                                + ",'ObjectName':['a','b']}}}",
                        Reason.EVENT_TOO_LARGE,
                        "JobsDetail[7] has outputs that would take more than 100 bytes."));
    }

    @ParameterizedTest
    @MethodSource
    void invalidWorkflow_isRejected(String members, Reason reason, String detail) {
        assertRefused(workflow(all, "{'WorkflowExecution':{" + members + "}}"), reason, detail);
    }

    static Stream<Arguments> invalidWorkflow_isRejected() {
        String id = "WorkflowExecution[7]/RunId is longer than 256 bytes or holds a control character.";
        String state = "WorkflowExecution[7]/State is missing.";
        return Stream.of(
                argumentSet("no id", "'State':'s'", Reason.MISSING_RUN_ID, "WorkflowExecution[7]/RunId is missing."),
                argumentSet("no state", "'RunId':'i'", Reason.MISSING_STATE, state),
                argumentSet("code for a state", "'RunId':'i','Code':'Success'", Reason.MISSING_STATE, state),
                argumentSet("long id", "'RunId':'" + ID + "i','State':'s'", Reason.INVALID_ID, id),
                argumentSet("control character in the id", "'RunId':'a\\u007fb','State':'s'", Reason.INVALID_ID, id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'JobsDetail':'j'}",
                "{'JobsDetail':{'#text':'j'}}",
            })
    void jobThatIsAText_isRejected(String callback) {
        assertRefused(job(all, callback), Reason.MISSING_JOB_ID, "JobsDetail[7]/JobId is missing.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'JobId':'j','State':'s'",
                "'JobId':'j','Code':'c'",
                "'JobId':'j','State':{'a':1},'Code':'c'",
                "'JobId':['j',{'a':1}],'State':'s'",
                "'JobId':'a b/猫','State':'s'",
                "'JobId':'a\\ufffdb','State':'s'",
                "'JobId':'j','State':'s\\u0000'"
            })
    void minimalJob_isAccepted(String members) {
        assertThat(job(all, "{'JobsDetail':{" + members + "}}")).isInstanceOf(Normalized.Accepted.class);
    }

    @ParameterizedTest
    @MethodSource
    void longestId_isAccepted(String id) {
        assertThat(job(all, "{'JobsDetail':{'JobId':'" + id + "','State':'s'}}"))
                .isInstanceOf(Normalized.Accepted.class);
    }

    static Stream<Arguments> longestId_isAccepted() {
        return Stream.of(argumentSet("one byte each", ID), argumentSet("three bytes each", "猫".repeat(85) + "j"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'JobsDetail':{'JobId':'j','State':'s','Input':{'BucketId':'good-1'}}}",
                "{'JobsDetail':{'JobId':'j','State':'s','Input':{'BucketId':['good-2','bad']}}}"
            })
    void job_ofAnAcceptedBucket_isAccepted(String callback) {
        assertThat(job(choosy, callback)).isInstanceOf(Normalized.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'JobsDetail':{'JobId':'j','State':'s'}}",
                "{'JobsDetail':{'JobId':'j','State':'s','Input':{'BucketId':'bad'}}}",
                "{'JobsDetail':{'JobId':'j','State':'s','Input':{'BucketId':'GOOD-1'}}}",
                "{'JobsDetail':{'JobId':'j','State':'s','Input':{'BucketId':{'a':'good-1'}}}}",
                "{'JobsDetail':{'JobId':'j','State':'s','Input':[{'BucketId':'bad'},{'BucketId':'good-1'}]}}",
                "{'JobsDetail':{'JobId':'j','State':'s','Operation':{'Output':{'Bucket':'good-1'}}}}",
                "{'EventName':'TaskFinish','JobsDetail':{'JobId':'j','State':'s','BucketId':'good-1'}}"
            })
    void job_ofAnotherBucket_isRejected(String callback) {
        assertRefused(
                job(choosy, callback), Reason.BUCKET_NOT_ACCEPTED, "JobsDetail[7] names no bucket that is accepted.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a':1", "'BucketId':'bad'", "'Input':{'BucketId':'good-1'}"})
    void workflow_ofAnotherBucket_isRejected(String members) {
        assertRefused(
                workflow(choosy, "{'WorkflowExecution':{'RunId':'i','State':'s'," + members + "}}"),
                Reason.BUCKET_NOT_ACCEPTED,
                "WorkflowExecution[7] names no bucket that is accepted.");
        assertThat(workflow(choosy, "{'WorkflowExecution':{'RunId':'i','State':'s','BucketId':'good-1'}}"))
                .isInstanceOf(Normalized.Accepted.class);
    }

    private static Normalized job(Normalizer normalizer, String body) {
        Callback callback = GoldenPairs.decode(body.replace('\'', '"'));
        return normalizer.job(callback, callback.jobs().getFirst(), "JobsDetail[7]");
    }

    private static Normalized workflow(Normalizer normalizer, String body) {
        Callback callback = GoldenPairs.decode(body.replace('\'', '"'));
        return normalizer.workflow(callback, callback.workflows().getFirst(), "WorkflowExecution[7]");
    }

    private static void assertRefused(Normalized normalized, Reason reason, String detail) {
        assertThat(normalized).isInstanceOf(Normalized.Refused.class);
        Rejection rejection = ((Normalized.Refused) normalized).rejection();
        assertThat(rejection.detail()).isEqualTo(detail);
        assertThat(rejection.reason()).isEqualTo(reason);
    }
}
