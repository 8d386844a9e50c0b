package io.jobevents.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.event.EventState;
import io.jobevents.gateway.event.GoldenPairs;
import io.jobevents.gateway.event.ModerationKind;
import io.jobevents.gateway.event.Ruling;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of {@link Route}: topics by state and tag, and their substitutes. */
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
        assertThat(Route.job(state, tag))
                .isEqualTo(
                        Route.of(topic, Optional.ofNullable(substitute).stream().toList()));
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, workflows.success, workflows.other",
        "FAILED, workflows.failed, workflows.other",
        "CANCEL, workflows.other,"
    })
    void workflow_hasATopicOfItsState(EventState state, String topic, String substitute) {
        assertThat(Route.workflow(state))
                .isEqualTo(
                        Route.of(topic, Optional.ofNullable(substitute).stream().toList()));
    }

    @ParameterizedTest
    @CsvSource({
        "BLOCK, IMAGE, moderation.block.image, moderation.block.other moderation.other.other",
        "PASS, LIVE, moderation.pass.live, moderation.pass.other moderation.other.other",
        "FAILED, OTHER, moderation.failed.other, moderation.other.other",
        "OTHER, TEXT, moderation.other.text, moderation.other.other",
        "OTHER, OTHER, moderation.other.other,"
    })
    void moderation_hasATopicOfItsRulingAndKind(Ruling ruling, ModerationKind kind, String topic, String substitutes) {
        List<String> others = substitutes == null ? List.of() : List.of(substitutes.split(" "));

        assertThat(Route.moderation(ruling, kind)).isEqualTo(Route.of(topic, others));
    }

    @ParameterizedTest
    @CsvSource({
        "jobs.success.transcode, JOB, success, transcode",
        "jobs.other.untagged, JOB, other, untagged",
        "workflows.failed, WORKFLOW, failed,",
        "moderation.block.image, MODERATION, block, image",
        "moderation.block, QUARANTINE,,",
        "callbacks.rejected, QUARANTINE,,",
        "jobs.success, QUARANTINE,,",
        "something, QUARANTINE,,"
    })
    void topicName_givesKindStateAndTag(String topic, Route.Kind kind, String state, String tag) {
        Route route = Route.of(topic, List.of());

        assertThat(route.kind()).isEqualTo(kind);
        assertThat(route.state()).isEqualTo(Optional.ofNullable(state));
        assertThat(route.tag()).isEqualTo(Optional.ofNullable(tag));
    }

    @Test
    void requiredTopics_haveNoSubstitute() {
        assertThat(Route.required())
                .containsExactlyInAnyOrder(
                        "jobs.success.other",
                        "jobs.failed.other",
                        "jobs.other.other",
                        "workflows.other",
                        "moderation.other.other",
                        "callbacks.rejected");
        assertThat(Route.QUARANTINE).isEqualTo(Route.of("callbacks.rejected", List.of()));
    }

    /** Three states of each tag, three of workflows, five rulings of eight kinds of moderation, and the quarantine. */
    @Test
    void all_hasEachTopicOnce() {
        assertThat(Route.all(GoldenPairs.CATALOGUE))
                .hasSize(3 * GoldenPairs.CATALOGUE.parts().size() + 3 + 5 * 8 + 1)
                .doesNotHaveDuplicates()
                .containsAll(Route.required());
    }

    @ParameterizedTest
    @EnumSource
    void routeOfModeration_isInAll(Ruling ruling) {
        for (ModerationKind kind : ModerationKind.values()) {
            assertThat(Route.all(GoldenPairs.CATALOGUE))
                    .contains(Route.moderation(ruling, kind).topic());
        }
    }

    @ParameterizedTest
    @EnumSource
    void route_isInAll(EventState state) {
        assertThat(Route.all(GoldenPairs.CATALOGUE))
                .contains(Route.workflow(state).topic());
        assertThat(GoldenPairs.CATALOGUE.parts())
                .allSatisfy(tag -> assertThat(Route.all(GoldenPairs.CATALOGUE))
                        .contains(Route.job(state, tag).topic()));
    }
}
