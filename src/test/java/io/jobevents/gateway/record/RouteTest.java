package io.jobevents.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.event.EventState;
import io.jobevents.gateway.event.GoldenPairs;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Topics by state and tag, and those that stand in. */
class RouteTest {

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, transcode, jobs.success.transcode, jobs.success.other",
        "FAILED, untagged, jobs.failed.untagged, jobs.failed.other",
        "RUNNING, tts, jobs.other.tts, jobs.other.other",
        "SUCCESS, other, jobs.success.other,",
        "OTHER, other, jobs.other.other,"
    })
    void job_hasATopicOfItsStateAndTag(EventState state, String tag, String topic, String substitute) {
        assertThat(Route.job(state, tag)).isEqualTo(Route.of(topic, Optional.ofNullable(substitute)));
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, workflows.success, workflows.other",
        "FAILED, workflows.failed, workflows.other",
        "CANCEL, workflows.other,"
    })
    void workflow_hasATopicOfItsState(EventState state, String topic, String substitute) {
        assertThat(Route.workflow(state)).isEqualTo(Route.of(topic, Optional.ofNullable(substitute)));
    }

    @ParameterizedTest
    @CsvSource({
        "jobs.success.transcode, JOB, success, transcode",
        "jobs.other.untagged, JOB, other, untagged",
        "workflows.failed, WORKFLOW, failed,",
        "callbacks.rejected, QUARANTINE,,",
        "jobs.success, QUARANTINE,,",
        "something, QUARANTINE,,"
    })
    void parts_areThoseOfTheTopicsName(String topic, Route.Kind kind, String state, String tag) {
        Route route = Route.of(topic, Optional.empty());

        assertThat(route.kind()).isEqualTo(kind);
        assertThat(route.state()).isEqualTo(Optional.ofNullable(state));
        assertThat(route.tag()).isEqualTo(Optional.ofNullable(tag));
    }

    @Test
    void required_areThoseWithoutSubstitute() {
        assertThat(Route.required())
                .containsExactlyInAnyOrder(
                        "jobs.success.other",
                        "jobs.failed.other",
                        "jobs.other.other",
                        "workflows.other",
                        "callbacks.rejected");
        assertThat(Route.QUARANTINE).isEqualTo(Route.of("callbacks.rejected", Optional.empty()));
    }

    /** Three states of 51 tags, three of workflows, and the quarantine. */
    @Test
    void all_areEachOnce() {
        assertThat(Route.all(GoldenPairs.CATALOGUE))
                .hasSize(3 * 51 + 3 + 1)
                .doesNotHaveDuplicates()
                .containsAll(Route.required());
    }

    @ParameterizedTest
    @EnumSource
    void everyRoute_isAmongAll(EventState state) {
        assertThat(Route.all(GoldenPairs.CATALOGUE))
                .contains(Route.workflow(state).topic());
        assertThat(GoldenPairs.CATALOGUE.parts())
                .allSatisfy(tag -> assertThat(Route.all(GoldenPairs.CATALOGUE))
                        .contains(Route.job(state, tag).topic()));
    }
}
