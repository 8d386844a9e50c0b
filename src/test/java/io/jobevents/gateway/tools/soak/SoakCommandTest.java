package io.jobevents.gateway.tools.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

/** Arguments, which start nothing here. */
final class SoakCommandTest {

    @Test
    void noArguments_areTheDefaults() {
        assertThat(SoakCommand.parse())
                .isEqualTo(SoakOptions.of(
                        List.of(),
                        new SoakOptions.Kafka("localhost:9092", "ci", Map.of()),
                        500,
                        Duration.ofSeconds(60)));
    }

    @Test
    void everyOption_isTaken() {
        String[] arguments = ("--url http://a/callbacks --url https://b/callbacks --token @t --kafka k:1,l:2 --prefix p"
                        + " --kafka-property a=b --rate 7 --seconds 8 --connections 9 --bodies folder --drain-wait 10"
                        + " --schedule faults --repeat-unavailable --ledger out")
                .split(" ");

        assertThat(SoakCommand.parse(arguments))
                .isEqualTo(new SoakOptions(
                        List.of(URI.create("http://a/callbacks"), URI.create("https://b/callbacks")),
                        Optional.of("@t"),
                        new SoakOptions.Kafka("k:1,l:2", "p", Map.of("a", "b")),
                        7,
                        Duration.ofSeconds(8),
                        9,
                        Optional.of(Path.of("folder")),
                        Duration.ofSeconds(10),
                        Optional.of(Path.of("faults")),
                        true,
                        Optional.of(Path.of("out"))));
    }

    @Test
    void kafkaProperty_isTakenAsItStands_alsoQuotesAndEqualsSigns() {
        String jaas =
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"p=,q\";";

        SoakOptions options = SoakCommand.parse(
                "--kafka-property", "sasl.jaas.config=" + jaas, "--kafka-property", "security.protocol=SASL_SSL");

        assertThat(options.kafka().properties())
                .isEqualTo(Map.of("sasl.jaas.config", jaas, "security.protocol", "SASL_SSL"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rtae 5",
                "--rate",
                "--rate many",
                "--rate 0",
                "--rate 1000 --seconds 1001",
                "--url ftp://a/callbacks",
                "--url callbacks",
                "--kafka-property novalue",
                "--kafka-property =v",
                "word"
            })
    void wrongUse_isStatusTwo(String arguments) {
        String[] split = arguments.split(" ");

        assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> SoakCommand.parse(split));
        assertThat(SoakCommand.execute(System.out, split)).isEqualTo(2);
    }

    @Test
    void help_namesTheOptionsAndTheStatuses() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        assertThat(SoakCommand.execute(new PrintStream(printed, true, StandardCharsets.UTF_8), "--help"))
                .isZero();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("--drain-wait=SECONDS", "(90)", "Exit status:", "2   wrong use");
    }
}
