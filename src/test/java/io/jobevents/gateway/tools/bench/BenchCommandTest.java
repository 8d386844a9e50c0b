package io.jobevents.gateway.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jobevents.gateway.tools.bench.BenchOptions.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

/** Arguments, which start nothing here. */
final class BenchCommandTest {

    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private static final List<Target> USUAL = List.of(Target.FLOOR, Target.FLOOR_READING, Target.GATEWAY, Target.CAMEL);

    @Test
    void noArguments_areTheDefaults() {
        assertThat(BenchCommand.parse())
                .isEqualTo(new BenchOptions(
                        Parts.SHORT,
                        3,
                        2,
                        USUAL,
                        Setting.NEEDED,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(60),
                        JVM,
                        Optional.empty(),
                        Path.of("docs/PERFORMANCE.md"),
                        Optional.empty()));
    }

    @Test
    void quick_hasDefaultsOfItsOwn_andLeavesOthersTheirValue() {
        assertThat(BenchCommand.parse("--rounds", "3", "--quick"))
                .isEqualTo(new BenchOptions(
                        Parts.SHORT,
                        1,
                        3,
                        USUAL,
                        Setting.QUICK,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(12),
                        JVM,
                        Optional.empty(),
                        BenchFolder.HOME.resolve("PERFORMANCE.md"),
                        Optional.empty()));
    }

    @Test
    void everyOption_isTaken_alsoThoseOfTheJvm() {
        String[] arguments = ("--seconds 6 --warm-up 7 --jvm -Xmx1g --jvm --enable-preview --jvm -ea --report r.md"
                        + " --figures f.tsv")
                .split(" ");

        assertThat(BenchCommand.parse(arguments))
                .isEqualTo(new BenchOptions(
                        Parts.SHORT,
                        3,
                        2,
                        USUAL,
                        Setting.NEEDED,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        List.of("-Xmx1g", "--enable-preview", "-ea"),
                        Optional.empty(),
                        Path.of("r.md"),
                        Optional.of(Path.of("f.tsv"))));
    }

    @Test
    void targetsAndLoads_areMeasuredAlone(@TempDir Path folder) throws IOException {
        Path jar = Files.createFile(folder.resolve("quarkus-run.jar"));

        BenchOptions options = BenchCommand.parse(
                "--targets", "floor,gateway,beside", "--loads", "64,close-8", "--beside", folder.toString());

        assertThat(options.parts()).isEqualTo(Parts.COMPARISON);
        assertThat(options.starts()).isOne();
        assertThat(options.targets()).containsExactly(Target.FLOOR, Target.GATEWAY, Target.BESIDE);
        assertThat(options.settings()).containsExactly(Setting.KEEP_64, Setting.CLOSE_8);
        assertThat(options.beside()).contains(jar);
        assertThat(options.report()).isEqualTo(BenchFolder.HOME.resolve("PERFORMANCE.md"));
    }

    @Test
    void longRun_hasAll_andTheOtherGateway(@TempDir Path folder) throws IOException {
        Path jar = Files.createFile(folder.resolve("another.jar"));

        BenchOptions options = BenchCommand.parse("--long", "--beside", jar.toString());

        assertThat(options.parts()).isEqualTo(Parts.ALL);
        assertThat(options.settings()).isEqualTo(Setting.ROUND);
        assertThat(options.targets()).containsExactly(Target.values());
    }

    @Test
    void pod_hasTenMinutes_orAsManySecondsAsAreAskedFor() {
        assertThat(BenchCommand.parse("--pod").parts()).isEqualTo(Parts.POD);
        assertThat(BenchCommand.parse("--pod").time()).isEqualTo(Duration.ofMinutes(10));
        assertThat(BenchCommand.parse("--pod", "--seconds", "30").time()).isEqualTo(Duration.ofSeconds(30));
        assertThat(BenchCommand.parse("--pod", "--quick").report())
                .isEqualTo(BenchFolder.HOME.resolve("PERFORMANCE.md"));
    }

    /** As the help says. */
    @Test
    void whatTheTargetsNeed_takesTwentyFiveMinutes() {
        assertThat(new Bench(BenchCommand.parse(), System.out).length())
                .isBetween(Duration.ofMinutes(20), Duration.ofMinutes(25));
        assertThat(new Bench(BenchCommand.parse("--quick"), System.out).length())
                .isLessThan(Duration.ofMinutes(4));
        assertThat(new Bench(BenchCommand.parse("--long"), System.out).length()).isLessThan(Duration.ofMinutes(65));
        assertThat(new Bench(
                                BenchCommand.parse(
                                        "--beside", "pom.xml", "--targets", "floor,gateway,beside", "--loads", "64"),
                                System.out)
                        .length())
                .isLessThan(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--qiuck",
                "--rounds",
                "--rounds many",
                "--rounds 0",
                "--starts 0",
                "--seconds 0",
                "word",
                "--targets floor,ceiling",
                "--targets beside",
                "--loads start",
                "--pod --figures f.tsv",
                "--beside no/such/folder"
            })
    void wrongUse_isStatusTwo(String arguments) {
        String[] split = arguments.split(" ");

        assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> BenchCommand.parse(split));
        assertThat(BenchCommand.execute(System.out, split)).isEqualTo(2);
    }
}
