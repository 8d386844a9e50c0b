package io.jobevents.gateway.tools.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.jobevents.gateway.testkit.broker.FreePort;
import io.jobevents.gateway.tools.soak.LyingGateway.Fault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The tool finds what a gateway does wrong, and nothing where it does right. */
@Execution(ExecutionMode.CONCURRENT) // each has a topic of its own
final class SoakTest {

    private static final String BOOTSTRAP = EmbeddedBroker.shared().bootstrapServers();

    @TempDir
    private Path folder;

    private String prefix = "";
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void createTopic(TestInfo test) throws Exception {
        prefix = "soak." + test.getTestMethod().orElseThrow().getName();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BOOTSTRAP))) {
            admin.createTopics(List.of(new NewTopic(topic(), 2, (short) 1)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void honestGateway_holds() throws Exception {
        try (LyingGateway gateway = gateway(Fault.NONE)) {
            assertThat(soak(gateway)).isZero();
        }
        assertThat(output()).contains("Missing: 0", "Duplicates: 0", "Damaged: 0", "Nothing is missing.");
        assertThat(ledger()).hasSize(400).allMatch(line -> line.contains("\t200\tpublished\tj"));
    }

    @Test
    void lies_areFound_eachByItsId() throws Exception {
        try (LyingGateway gateway = gateway(Fault.KEEP_NOTHING)) {
            SoakOptions options =
                    SoakCommand.parse(arguments("--url", gateway.url().toString()));

            Report report = new Soak(options, Schedule.none(), out()).run();

            assertThat(report.missing())
                    .containsExactlyInAnyOrderElementsOf(gateway.wronged())
                    .hasSize(40);
            assertThat(report.holds()).isFalse();
        }
        assertThat(output()).contains("Missing: 40", "CALLBACKS ARE LOST.");
    }

    @Test
    void lies_endWithStatus1() throws Exception {
        try (LyingGateway gateway = gateway(Fault.KEEP_NOTHING)) {
            assertThat(soak(gateway)).isEqualTo(1);
        }
    }

    @Test
    void copies_areCounted_andNoLoss() throws Exception {
        try (LyingGateway gateway = gateway(Fault.PUBLISH_TWICE)) {
            assertThat(soak(gateway)).isZero();
        }
        assertThat(output()).contains("Missing: 0", "Duplicates: 40");
    }

    @Test
    void damagedValue_isLoss() throws Exception {
        try (LyingGateway gateway = gateway(Fault.DAMAGE)) {
            assertThat(soak(gateway)).isEqualTo(1);
        }
        assertThat(output()).contains("Missing: 40", "Damaged: 40");
    }

    @Test
    void answerThatNamesNoEvent_isLoss() throws Exception {
        try (LyingGateway gateway = gateway(Fault.NAME_NOTHING)) {
            assertThat(soak(gateway)).isEqualTo(1);
        }
        assertThat(output()).contains("Missing: 40", "Never sent, or under another id than answered: 40");
    }

    @Test
    void refused_isNeverRepeated() throws Exception {
        try (LyingGateway gateway = gateway(Fault.REFUSE_ONCE)) {
            assertThat(soak(gateway)).isZero();
        }
        assertThat(ledger().filter(line -> line.contains("\t503\trefused"))).hasSize(40);
    }

    @Test
    void refused_isRepeated_ifAsked() throws Exception {
        try (LyingGateway gateway = gateway(Fault.REFUSE_ONCE)) {
            assertThat(soak(gateway, "--repeat-unavailable")).isZero();
        }
        assertThat(output()).contains("Sent again after 503: 40", "Duplicates: 40");
        assertThat(ledger()).hasSize(400).allMatch(line -> line.contains("\t200\tpublished\tj"));
    }

    @Test
    void phases_areOnesOfTheSchedule_andItsCommandsRun() throws Exception {
        Path mark = folder.resolve("mark");
        Path schedule = Files.writeString(folder.resolve("schedule"), "# a fault\n1 | fault begins | touch " + mark);
        try (LyingGateway gateway = gateway(Fault.NONE)) {
            assertThat(soak(gateway, "--schedule", schedule.toString(), "--seconds", "2"))
                    .isZero();
        }
        assertThat(mark).exists();
        assertThat(ledger().collect(Collectors.groupingBy(line -> line.split("\t")[1], Collectors.counting())))
                .containsOnlyKeys("steady", "fault begins");
    }

    @Test
    void nobodyThere_provesNothing() throws Exception {
        int port = FreePort.choose();
        assertThat(soak("--url", "http://127.0.0.1:" + port + "/callbacks")).isEqualTo(1);
        assertThat(output()).contains("NOTHING WAS ANSWERED 200", "Unanswered, ");
    }

    private LyingGateway gateway(Fault fault) throws Exception {
        return new LyingGateway(fault, BOOTSTRAP, topic());
    }

    private String topic() {
        return prefix + ".jobs";
    }

    private int soak(LyingGateway gateway, String... more) {
        return soak(Stream.concat(Stream.of("--url", gateway.url().toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private int soak(String... more) {
        return SoakCommand.execute(out(), arguments(more));
    }

    private String[] arguments(String... more) {
        String[] usual = {
            "--kafka",
            BOOTSTRAP,
            "--prefix",
            prefix,
            "--rate",
            "400",
            "--seconds",
            "1",
            "--connections",
            "8",
            "--drain-wait",
            "1",
            "--ledger",
            folder.resolve("ledger").toString()
        };
        return Stream.concat(Stream.of(usual), Stream.of(more)).toArray(String[]::new);
    }

    private PrintStream out() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private Stream<String> ledger() throws Exception {
        return Files.readAllLines(folder.resolve("ledger")).stream();
    }
}
