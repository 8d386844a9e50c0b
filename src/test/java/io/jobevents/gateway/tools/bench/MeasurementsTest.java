package io.jobevents.gateway.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.tools.bench.Figure.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeasurementsTest {

    @TempDir
    Path folder;

    @Test
    void spread_hasTheMedian() {
        assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).contains(new Spread(2, 1, 9));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).contains(new Spread(3, 1, 9));
        assertThat(Spread.of(List.of())).isEmpty();
    }

    /** The median of the ratios, 2, is not the ratio of the medians, 20 / 20. */
    @Test
    void ratio_isTakenRoundByRound() throws IOException {
        Measurements figures = Measurements.none(folder.resolve("figures.tsv"), "Here and now.");
        double[] floor = {10, 20, 30};
        double[] gateway = {20, 40, 15};
        for (int round = 1; round <= 3; round++) {
            figures.add(Quantity.CPU, Target.FLOOR, Setting.KEEP_64, round, floor[round - 1]);
            figures.add(Quantity.CPU, Target.GATEWAY, Setting.KEEP_64, round, gateway[round - 1]);
            figures.add(Quantity.CPU, Target.GATEWAY, Setting.KEEP_8, round, 1_000);
        }

        assertThat(cpuRatio(figures, Target.FLOOR)).contains(new Spread(2, 0.5, 2));
        assertThat(cpuRatio(figures, Target.CAMEL)).isEmpty();
    }

    @Test
    void difference_isTakenRoundByRound() throws IOException {
        Measurements figures = Measurements.none(folder.resolve("figures.tsv"), "Here and now.");
        double[] floor = {1, 2, 3};
        double[] gateway = {2, 5, 3.5};
        for (int round = 1; round <= 3; round++) {
            figures.add(Quantity.P50, Target.FLOOR, Setting.KEEP_1, round, floor[round - 1]);
            figures.add(Quantity.P50, Target.GATEWAY, Setting.KEEP_1, round, gateway[round - 1]);
        }

        assertThat(figures.difference(Quantity.P50, Target.GATEWAY, Target.FLOOR, Setting.KEEP_1))
                .contains(new Spread(1, 0.5, 3));
    }

    @Test
    void file_givesTheSameFigures() throws IOException {
        Path file = folder.resolve("figures.tsv");
        Measurements figures = Measurements.none(file, "Here and now.");
        figures.add(Quantity.P99, Target.CAMEL, Setting.CLOSE_8, 2, 1.25);

        Measurements read = Measurements.read(file);

        assertThat(read.circumstances()).isEqualTo("Here and now.");
        assertThat(read.spread(Quantity.P99, Target.CAMEL, Setting.CLOSE_8)).contains(new Spread(1.25, 1.25, 1.25));
        assertThat(read.rounds()).isEqualTo(2);
    }

    private static Optional<Spread> cpuRatio(Measurements figures, Target other) {
        return figures.ratio(Quantity.CPU, Target.GATEWAY, Setting.KEEP_64, other, Setting.KEEP_64);
    }
}
