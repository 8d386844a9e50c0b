package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.CallbackEvents.Encoded;
import io.jobevents.gateway.event.CallbackEvents.RejectedPart;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests of {@link CallbackEvents}: events, indexes of rejected parts, size limits. */
class CallbackEventsTest {

    private static final String JOB = "{'JobId':'j%s','State':'s'}";

    @Test
    void parts_areIndexedFromJobsToWorkflows() {
        Encoded encoded = encode(
                1000,
                "{'WorkflowExecution':[{'RunId':'i0'},{'RunId':'i1','State':'s'}],"
                        + "'JobsDetail':[{'JobId':'j0','State':'s'},{'State':'s'},{'JobId':'j2','State':'s'}]}");

        assertThat(encoded.events().stream().map(CallbackEventsTest::id)).containsExactly("j0", "j2", "i1");
        assertThat(encoded.rejected())
                .containsExactly(
                        new RejectedPart(1, new Rejection(Reason.MISSING_JOB_ID, "JobsDetail[1]/JobId is missing.")),
                        new RejectedPart(
                                3, new Rejection(Reason.MISSING_STATE, "WorkflowExecution[0]/State is missing.")));
    }

    @Test
    void eventAtTheLimit_isAccepted() {
        int size = GoldenPairs.value("{\"JobsDetail\":" + JOB.formatted("").replace('\'', '"') + "}")
                .length();

        assertThat(encode(size, "{'JobsDetail':" + JOB.formatted("") + "}").events())
                .hasSize(1);
        assertThat(encode(size - 1, "{'JobsDetail':" + JOB.formatted("") + "}").rejected())
                .containsExactly(new RejectedPart(
                        0,
                        new Rejection(
                                Reason.EVENT_TOO_LARGE,
                                "JobsDetail[0] would take " + size + " bytes as an event; the limit is " + (size - 1)
                                        + " bytes.")));
    }

    @Test
    void tooLargeEvent_isRejected_andTheOthersAreKept() {
        Encoded encoded = encode(
                100,
                "{'JobsDetail':[" + JOB.formatted(0) + ",{'JobId':'j1','State':'" + "s".repeat(90) + "'},"
                        + JOB.formatted(2) + "]}");

        assertThat(encoded.events().stream().map(CallbackEventsTest::id)).containsExactly("j0", "j2");
        assertThat(encoded.rejected().stream().map(RejectedPart::index)).containsExactly(1);
    }

    /** Each event has 87 bytes, including the node beside the jobs. */
    @Test
    void events_togetherOverTwiceTheLimit_theLastAreRejected() {
        String jobs = String.join(",", List.of(JOB.formatted(0), JOB.formatted(1), JOB.formatted(2), JOB.formatted(3)));
        Encoded encoded = encode(100, "{'JobsDetail':[" + jobs + "],'Beside':'" + "b".repeat(24) + "'}");

        assertThat(encoded.events()).extracting(record -> record.value().length).containsExactly(87, 87);
        assertThat(encoded.rejected())
                .containsExactly(
                        new RejectedPart(2, beside("JobsDetail[2]")), new RejectedPart(3, beside("JobsDetail[3]")));
    }

    private static Rejection beside(String path) {
        return new Rejection(Reason.EVENT_TOO_LARGE, path + " does not fit beside the others; the limit is 200 bytes.");
    }

    private static String id(EncodedEvent encoded) {
        return encoded.event().subject();
    }

    private static Encoded encode(long maxValueSize, String body) {
        CallbackEvents events = new CallbackEvents(Set.of(), PersonalData.KEEP, maxValueSize);
        return events.encode(GoldenPairs.decode(body.replace('\'', '"')));
    }
}
