package io.jobevents.gateway.tools.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.spool.SpoolOpening;
import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.tools.soak.Report;
import io.jobevents.gateway.tools.soak.Row;
import io.jobevents.gateway.tools.soak.SoakRun;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The spool's disk is full, or its file is damaged. */
@Timeout(300)
final class SpoolFault {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    @Test
    void diskFull_refuses_andRecovers() throws Exception {
        try (Scene scene = Scene.begin(Fault.DISK_FULL)) {
            SmallDisk disk = scene.with(SmallDisk.tmpfs(128));
            GatewayProcess gateway =
                    scene.gateway(Map.of("gateway.spool.path", disk.spool().toString()));
            scene.warm(gateway.awaitReady(Scene.READY_LIMIT));
            SoakRun load = scene.load(Scene.RATE, gateway.url());
            scene.goOn(3);
            load.phase("Kafka away");
            scene.cluster().killAll();
            scene.goOn(5);
            load.phase("disk full");
            disk.ballast().fill();
            scene.goOn(6);
            disk.ballast().free();
            load.phase("just freed");
            scene.goOn(7);
            load.phase("freed");
            scene.goOn(4);
            load.phase("Kafka returned");
            scene.cluster().restartAll();
            scene.goOn(4);

            Report report = scene.end(load, Remark.answers("disk full"), Remark.drained());
            Promises.assertNothingLost(report);
            assertThat(report.total().unanswered()).as("unanswered").isZero();
            assertThat(phase(report, "disk full").unavailable())
                    .as("503s while full")
                    .isPositive();
            assertThat(phase(report, "freed").unavailable())
                    .as("503s afterwards")
                    .isZero();
            assertThat(phase(report, "Kafka returned").unavailable())
                    .as("503s at the end")
                    .isZero();
        }
    }

    /** With few free blocks of 1 kB, an index of the log in shared memory would end the process (SIGBUS). */
    @Test
    void fewSmallBlocksFree_opening_endsInOrder() throws Exception {
        try (SmallDisk disk = SmallDisk.ext4(16, 1024)) {
            assertThat(open(disk.spool())).as("status of the first process").isZero();
            for (int free = 0; free <= 64; free += 3) {
                disk.ballast().fill();
                disk.sync();
                disk.ballast().shrink(free * 1024);
                disk.sync(); // freed blocks are used again after a commit of the journal
                assertThat(open(disk.spool()))
                        .as("status with %s kB free", free)
                        .isZero();
                disk.ballast().free();
            }
        }
    }

    private static int open(Path spool) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:ErrorFile=/dev/null",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpoolOpening.class.getName(),
                        spool.toString())
                .inheritIO()
                .start();
        return process.waitFor();
    }

    private static Row phase(Report report, String name) {
        return report.phases().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void garbage_isSetAside() throws Exception {
        try (Scene scene = Scene.begin(Fault.SPOOL_GARBAGE)) {
            GatewayProcess gateway = scene.gateway();
            gateway.terminate();
            gateway.awaitExit(STOP_LIMIT);
            Files.write(
                    gateway.spool().resolve("spool.db"),
                    "no database\n".repeat(10_000).getBytes());

            restart_setsAside_andWorks(scene, gateway);
        }
    }

    @Test
    void truncated_isSetAside() throws Exception {
        try (Scene scene = Scene.begin(Fault.SPOOL_TRUNCATED)) {
            GatewayProcess gateway = scene.gateway();
            scene.cluster().killAll();
            // The spooled records of this load are lost by the damage. They belong to another run, whose report is not
            // asserted.
            try (SoakRun lost = scene.load(Scene.RATE, gateway.url())) {
                scene.goOn(4);
                lost.stop();
                lost.awaitAnswers();
            }
            gateway.terminate();
            gateway.awaitExit(STOP_LIMIT);
            cutInHalf(gateway.spool().resolve("spool.db"));
            scene.cluster().restartAll();

            restart_setsAside_andWorks(scene, gateway);
        }
    }

    private static void cutInHalf(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertThat(channel.size()).as("size of the spool").isGreaterThan(1 << 20);
            channel.truncate(channel.size() / 2);
        }
    }

    /** The gateway starts, reports the damage in log, health and metrics, and spools new records. */
    private static void restart_setsAside_andWorks(Scene scene, GatewayProcess gateway) throws Exception {
        scene.warm(gateway.restart().awaitReady(Scene.READY_LIMIT));
        SoakRun load = scene.load(Scene.RATE, gateway.url());
        scene.goOn(3);
        load.phase("Kafka away");
        scene.cluster().killAll();
        scene.goOn(5);
        load.phase("Kafka returned");
        scene.cluster().restartAll();
        scene.goOn(3);

        assertThat(gateway.metric("gateway_spool_damaged")).as("metric").isPositive();
        assertThat(gateway.management("/q/health/ready")).as("health").contains("\"spool-damaged-files\": 1");
        assertThat(Files.readString(gateway.logFile())).as("log").contains("The spool is damaged");
        try (Stream<Path> files = Files.list(gateway.spool())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("set aside")
                    .anyMatch(name -> name.startsWith("spool.db.damaged"));
        }
        Promises.assertNothingFailed(scene.end(load));
    }
}
