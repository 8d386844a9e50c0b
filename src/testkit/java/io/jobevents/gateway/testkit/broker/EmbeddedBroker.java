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
 * A real Kafka broker in a child process, which can be frozen, killed and restarted.
 *
 * <p>Methods that start it return once the broker answers; methods that end it, once the process has ended. The broker ends with this
 * JVM, even if that is killed. Its log is {@code broker.log} beside its data. Not thread-safe.
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

    /** Starts an empty broker on free ports. */
    public static EmbeddedBroker start() {
        return cluster(1).getFirst();
    }

    /** Starts a broker on this port with the data of this directory. */
    public static EmbeddedBroker start(int port, Path directory) {
        return start(port, directory, BrokerTuning.FOR_TESTS);
    }

    /** Starts a broker on this port with the data of this directory. */
    public static EmbeddedBroker start(int port, Path directory, BrokerTuning tuning) {
        BrokerNode free = BrokerNode.onFreePorts(1, LOCALHOST, directory.toAbsolutePath());
        BrokerNode node = new BrokerNode(1, LOCALHOST, port, free.controllerPort(), free.directory());
        EmbeddedBroker broker = new EmbeddedBroker(node, List.of(node), tuning, Optional.empty());
        broker.awaitReady();
        return broker;
    }

    /** Starts an empty cluster on free ports. */
    public static List<EmbeddedBroker> cluster(int size) {
        return cluster(size, LOCALHOST);
    }

    /** Starts an empty cluster on free ports of an address of this machine. */
    public static List<EmbeddedBroker> cluster(int size, String host) {
        return cluster(size, host, BrokerTuning.FOR_TESTS);
    }

    /** Starts an empty cluster on free ports of an address of this machine. */
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
     * The shared broker of all tests in this JVM, started by the first call.
     *
     * <p>Quarkus loads this class again for every test profile, so a system property has the running broker.
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

    /** This broker's address, also for clients of its cluster. */
    @Override
    public String bootstrapServers() {
        return node.address();
    }

    /** Its data directory. */
    public Path directory() {
        return node.directory();
    }

    /** The id of its process. */
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
            // The shell resumes the broker when its input ends, so also if this JVM is killed or interrupted by Ctrl-C:
            // a frozen broker would not see that.
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

    /** Resumes a frozen process, and returns once it answers. */
    public void resume() {
        thaw();
        awaitReady();
    }

    /** Kills the process with SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
        thaw();
    }

    /** Stops the process gracefully. */
    public void stop() {
        thaw();
        process.destroy();
        awaitExit();
    }

    /** Stops the process if it runs, and starts it on the same port with the same data. */
    public void restart() {
        boolean shared = System.getProperty(SHARED, "").startsWith(process.pid() + " ");
        stop();
        process = launch();
        if (shared) {
            remember();
        }
        awaitReady();
    }

    /** Kills the process. On a graceful stop, the last of a cluster would wait for controllers that have ended. */
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
            // The reference also keeps the garbage collector from closing the process's input, which would end the
            // broker.
            Runtime.getRuntime().addShutdownHook(new Thread(child::destroy));
            return child.toHandle();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        // Waits for the port first, since Kafka's client logs each refused connection.
        await("Kafka to listen on " + node.address() + "; its log is " + node.logFile())
                .atMost(START_LIMIT)
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
            admin.close(Duration.ZERO); // the default waits for late answers
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

    /** The class path of the tests: this JVM's, or in dev mode Maven's, from a file. */
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
