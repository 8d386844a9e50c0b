package io.jobevents.gateway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A child process with a JVM of the same JDK, which ends with this JVM. Its output goes to a file. */
public final class JavaProcess implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Process process;
    private final Path output;

    private JavaProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a JVM in this folder, with its output appended to this file. */
    public static JavaProcess start(Path folder, Path output, List<String> arguments) {
        return start(List.of(), folder, output, Map.of(), arguments);
    }

    /**
     * Starts a JVM with a command prefix that must exec it.
     *
     * @param prefix for example {@code ip netns exec NAME}
     * @param environment variables in addition to this JVM's
     * @param arguments arguments of {@code java}
     */
    public static JavaProcess start(
            List<String> prefix, Path folder, Path output, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        try {
            Process child = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(child::destroyForcibly));
            return new JavaProcess(child, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its resident memory. */
    public long residentMegabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .findFirst()
                            .orElseThrow()
                    >> 10;
        }
    }

    /** Sends SIGTERM. Returns at once. */
    public void terminate() {
        process.destroy();
    }

    /** Kills it with SIGKILL. Returns when it has ended. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(STOP_LIMIT);
    }

    /**
     * @return its exit status
     * @throws IllegalStateException if it does not end in time
     */
    public int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "The process did not end within " + limit + "; its output is in " + output);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops it gracefully. Kills it after a timeout, which is an error. */
    @Override
    public void close() {
        terminate();
        try {
            awaitExit(STOP_LIMIT);
        } finally {
            process.destroyForcibly();
        }
    }
}
