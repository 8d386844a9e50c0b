package io.jobevents.gateway.testkit.broker;

import static java.lang.Integer.parseInt;
import static java.lang.Long.parseLong;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A real Kafka broker in a process of its own, which can be frozen, killed and restarted.
 *
 * <p>A method that starts something returns once the broker answers; one that ends something, once the process is gone. The
 * broker ends with this JVM, even if that is killed. Its log is {@code broker.log} beside its data. Not for several threads.
 */
public final class EmbeddedBroker implements Broker {
    private static final String LOCALHOST = "localhost";
    private static final String SHARED = EmbeddedBroker.class.getName();
    private static final Path HOME = Path.of("target", "brokers");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final BrokerNode node;
    private final List<BrokerNode> cluster;
    private final BrokerTuning tuning;
    private ProcessHandle process;
    private Optional<Process> freezer = Optional.empty();

    private EmbeddedBroker(
            BrokerNode node, List<BrokerNode> cluster, BrokerTuning tuning, Optional<ProcessHandle> running) {
        this.node = node;
        this.cluster = cluster;
        this.tuning = tuning;
        this.process = running.orElseGet(this::launch);
    }

    /** Starts a broker with nothing in it, on free ports. */
    public static EmbeddedBroker start() {
        return cluster(1).getFirst();
    }

    /** Starts a broker on this port, with what was in this directory before. */
    public static EmbeddedBroker start(int port, Path directory) {
        return start(port, directory, BrokerTuning.FOR_TESTS);
    }

    /** The same, run otherwise than for tests. */
    public static EmbeddedBroker start(int port, Path directory, BrokerTuning tuning) {
        BrokerNode free = BrokerNode.onFreePorts(1, LOCALHOST, directory.toAbsolutePath());
        BrokerNode node = new BrokerNode(1, LOCALHOST, port, free.controllerPort(), free.directory());
        EmbeddedBroker broker = new EmbeddedBroker(node, List.of(node), tuning, Optional.empty());
        broker.awaitReady();
        return broker;
    }

    /** Starts as many brokers as one cluster with nothing in it, on free ports. */
    public static List<EmbeddedBroker> cluster(int size) {
        return cluster(size, LOCALHOST);
    }

    /** The same, on another address of this machine. */
    public static List<EmbeddedBroker> cluster(int size, String host) {
        return cluster(size, host, BrokerTuning.FOR_TESTS);
    }

    /** The same, run otherwise than for tests. */
    public static List<EmbeddedBroker> cluster(int size, String host, BrokerTuning tuning) {
        Path home = newDirectory();
        List<BrokerNode> nodes = IntStream.rangeClosed(1, size)
                .mapToObj(id -> BrokerNode.onFreePorts(id, host, home.resolve("node-" + id)))
                .toList();
        List<EmbeddedBroker> brokers = nodes.stream()
                .map(node -> new EmbeddedBroker(node, nodes, tuning, Optional.empty()))
                .toList();
        brokers.forEach(EmbeddedBroker::awaitReady);
        return brokers;
    }

    /**
     * The broker that all tests of this JVM share, started by the first that asks.
     *
     * <p>Quarkus loads this class anew for every test profile, so only what the JVM keeps can tell that it runs already.
     */
    public static EmbeddedBroker shared() {
        String known = System.getProperty(SHARED, "");
        if (known.isEmpty()) {
            EmbeddedBroker broker = start();
            broker.remember();
            return broker;
        }
        String[] parts = known.split(" ", 4);
        BrokerNode node = new BrokerNode(1, LOCALHOST, parseInt(parts[1]), parseInt(parts[2]), Path.of(parts[3]));
        return new EmbeddedBroker(node, List.of(node), BrokerTuning.FOR_TESTS, ProcessHandle.of(parseLong(parts[0])));
    }

    /** This broker's address; clients of a cluster find the others from it. */
    @Override
    public String bootstrapServers() {
        return node.address();
    }

    /** Where its data stands. */
    public Path directory() {
        return node.directory();
    }

    /** Of its process. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs and is not frozen. */
    public boolean isRunning() {
        return process.isAlive() && freezer.isEmpty();
    }

    /** Freezes the process: connections stay open, nothing answers. */
    public void pause() {
        String pid = Long.toString(process.pid());
        try {
            // A shell that thaws the broker when its input ends: also if this JVM is killed, since a frozen broker
            // cannot notice, and on Ctrl-C, which goes to all processes of the terminal.
            Process shell = new ProcessBuilder(
                            "sh",
                            "-c",
                            "trap '' INT; kill -STOP $0 && echo frozen && cat >/dev/null; kill -CONT $0",
                            pid)
                    .start();
            freezer = Optional.of(shell);
            if (shell.getInputStream().read() < 0) {
                throw new IllegalStateException("The broker could not be frozen: is it running?");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a frozen process go on, and returns once it answers. */
    public void resume() {
        thaw();
        awaitReady();
    }

    /** Ends the process as a power cut would. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
        thaw();
    }

    /** Ends the process in order. */
    public void stop() {
        thaw();
        process.destroy();
        awaitExit();
    }

    /** Starts the process again, on the same port and with the same data, and ends it before if it runs. */
    public void restart() {
        boolean shared = System.getProperty(SHARED, "").startsWith(process.pid() + " ");
        stop();
        process = launch();
        if (shared) {
            remember();
        }
        awaitReady();
    }

    /** Ends the process at once: in order, the last of a cluster would wait for controllers that are gone. */
    @Override
    public void close() {
        kill();
    }

    private void remember() {
        System.setProperty(
                SHARED, process.pid() + " " + node.port() + " " + node.controllerPort() + " " + node.directory());
    }

    private ProcessHandle launch() {
        try {
            Files.createDirectories(node.directory());
            Files.writeString(node.propertiesFile(), node.properties(cluster) + tuning.lines());
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(tuning.jvmOptions());
            command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
            command.addAll(List.of("-cp", classPath()));
            command.addAll(
                    List.of(BrokerProcess.class.getName(), node.propertiesFile().toString()));
            Process child = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(node.logFile().toFile()))
                    .start();
            // Also keeps the process reachable: its input would be closed, and so the broker ended, by the garbage
            // collector.
            Runtime.getRuntime().addShutdownHook(new Thread(child::destroy));
            return child.toHandle();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        // The port comes first, since a client that finds it closed logs so, over and over.
        await().atMost(START_LIMIT)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(25))
                .until(this::isListening);
        Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
        try {
            admin.describeCluster().controller().get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The broker does not answer; its log is " + node.logFile(), e);
        } finally {
            admin.close(Duration.ZERO); // which otherwise waits for an answer, however late
        }
    }

    private boolean isListening() {
        if (!process.isAlive()) {
            throw new IllegalStateException("The broker ended while it started; its log is " + node.logFile());
        }
        try (Socket socket = new Socket(node.host(), node.port())) {
            return socket.isConnected();
        } catch (IOException closed) {
            return false;
        }
    }

    private void thaw() {
        freezer.ifPresent(shell -> {
            try {
                shell.getOutputStream().close();
                shell.waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        freezer = Optional.empty();
    }

    private void awaitExit() {
        try {
            process.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException stuck) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(HOME.toAbsolutePath()), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class path of the tests: this JVM's own, except in dev mode's, which tells Maven's from a file. */
    private static String classPath() {
        return Stream.of("java.class.path", "surefire.test.class.path")
                .map(name -> System.getProperty(name, ""))
                .filter(path -> path.contains("kafka_2.13"))
                .findFirst()
                .orElseGet(EmbeddedBroker::writtenClassPath);
    }

    private static String writtenClassPath() {
        try {
            return Path.of("target", "test-classes").toAbsolutePath()
                    + System.getProperty("path.separator")
                    + Files.readString(Path.of("target", "test.classpath"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
