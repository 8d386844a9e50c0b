package io.jobevents.gateway.tools.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.tools.soak.Report;
import io.jobevents.gateway.tools.soak.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** The assertions of the scenes. Exact times are reported and not asserted, since machines are noisy. */
final class Promises {

    private static final Duration LATEST = Duration.ofSeconds(5);
    /** Kept after the scene, so that a retry of the scene cannot hide a loss. */
    private static final Path LOST = Path.of("target", "faults", "lost.txt");

    private Promises() {}

    /** No callback answered 200 is missing, no other record exists, and no answer is wrong or late. */
    static void assertNothingLost(Report report) {
        assertThat(report.total().answered200()).as("answered 200").isPositive();
        if (!report.missing().isEmpty()) {
            noteLost(report.missing());
        }
        assertThat(report.missing()).as("answered 200, and on no topic").isEmpty();
        assertThat(report.strangers())
                .as("ids that were never sent or answered")
                .isEmpty();
        assertThat(report.damaged()).as("records that are not what was sent").isZero();
        assertThat(report.total().other()).as("wrong answers").isZero();
        assertThat(report.total().max()).as("the latest answer").isLessThan(LATEST);
    }

    /** The same, and every callback was answered 200. */
    static void assertNothingFailed(Report report) {
        assertNothingLost(report);
        Row total = report.total();
        assertThat(report.failures()).as("failed answers").isEmpty();
        assertThat(total.answered200()).as("answered 200").isEqualTo(total.sent());
    }

    /**
     * All bodies rejected for a setting are published and resolved. Malformed bodies are neither. No body is published
     * by a further replay.
     */
    static void assertBroughtBack(ReplayReport report) {
        if (!report.lost().isEmpty()) {
            noteLost(report.lost());
        }
        assertThat(report.lost()).as("resolved, and on no topic").isEmpty();
        assertThat(report.missing()).as("on no topic").isEmpty();
        assertThat(report.strangers()).as("subjects of no sound body").isEmpty();
        assertThat(report.damaged()).as("records that do not fit their id").isZero();
        assertThat(report.unlike())
                .as("subjects of events that a gateway publishes otherwise")
                .isEmpty();
        assertThat(report.astray()).as("tombstones in other partitions").isEmpty();
        assertThat(report.open()).as("left open").isEmpty();
        assertThat(report.malformedOpen()).as("malformed left open").isEqualTo(report.malformed());
        assertThat(report.writtenByOneMore()).as("written by one more run").isZero();
    }

    private static void noteLost(List<String> missing) {
        try {
            Files.createDirectories(LOST.getParent());
            Files.write(LOST, missing, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
