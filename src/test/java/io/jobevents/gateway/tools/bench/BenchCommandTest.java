package io.jobevents.gateway.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

/** Arguments, which start nothing here. */
final class BenchCommandTest {

    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

    @Test
    void noArguments_areTheDefaults() {
        assertThat(BenchCommand.parse())
                .isEqualTo(new BenchOptions(
                        5,
                        Setting.ROUND,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(60),
                        JVM,
                        Path.of("docs/PERFORMANCE.md"),
                        Optional.empty(),
                        false));
    }

    @Test
    void quick_hasDefaultsOfItsOwn_andLeavesOthersTheirValue() {
        assertThat(BenchCommand.parse("--rounds", "3", "--quick"))
                .isEqualTo(new BenchOptions(
                        3,
                        Setting.QUICK,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(12),
                        JVM,
                        BenchFolder.HOME.resolve("PERFORMANCE.md"),
                        Optional.empty(),
                        true));
    }

    @Test
    void everyOption_isTaken_alsoThoseOfTheJvm() {
        String[] arguments = ("--seconds 6 --warm-up 7 --jvm -Xmx1g --jvm --enable-preview --jvm -ea --report r.md"
                        + " --figures f.tsv")
                .split(" ");

        assertThat(BenchCommand.parse(arguments))
                .isEqualTo(new BenchOptions(
                        5,
                        Setting.ROUND,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        List.of("-Xmx1g", "--enable-preview", "-ea"),
                        Path.of("r.md"),
                        Optional.of(Path.of("f.tsv")),
                        false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--qiuck", "--rounds", "--rounds many", "--rounds 0", "--seconds 0", "word"})
    void wrongUse_isStatusTwo(String arguments) {
        String[] split = arguments.split(" ");

        assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> BenchCommand.parse(split));
        assertThat(BenchCommand.execute(System.out, split)).isEqualTo(2);
    }
}
