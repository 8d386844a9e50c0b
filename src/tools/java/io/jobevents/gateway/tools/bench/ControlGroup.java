package io.jobevents.gateway.tools.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Linux control group with limits of memory and processors, like that of a container in Kubernetes. Uses version 2,
 * or version 1 with its controllers cpu and memory, which limit in the same way. It is removed on close. Needs root.
 */
final class ControlGroup implements AutoCloseable {

    /** The usual mount point. */
    static final Path ROOT = Path.of("/sys/fs/cgroup");

    private static final int PERIOD_MICROS = 100_000;
    private static final int REMOVALS = 100;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final int version;
    private final List<Path> folders = new ArrayList<>();

    private ControlGroup(int version) {
        this.version = version;
    }

    /** @throws IOException if this machine or this user cannot create one */
    static ControlGroup create(Path root, long memoryBytes, int processors) throws IOException {
        String name = "job-event-gateway-bench-" + ProcessHandle.current().pid();
        String quota = Integer.toString(processors * PERIOD_MICROS);
        Path controllers = root.resolve("cgroup.controllers");
        ControlGroup group = new ControlGroup(Files.exists(controllers) ? 2 : 1);
        try {
            if (group.version == 2) {
                delegate(root);
                Path folder = group.folder(root, name);
                set(folder, "memory.max", Long.toString(memoryBytes));
                set(folder, "cpu.max", quota + " " + PERIOD_MICROS);
            } else {
                set(group.folder(root.resolve("memory"), name), "memory.limit_in_bytes", Long.toString(memoryBytes));
                Path cpu = group.folder(root.resolve("cpu"), name);
                set(cpu, "cpu.cfs_period_us", Integer.toString(PERIOD_MICROS));
                set(cpu, "cpu.cfs_quota_us", quota);
            }
            return group;
        } catch (IOException e) {
            group.close();
            throw new IOException("No control group for memory and processors can be made in " + root + ": " + e, e);
        }
    }

    /** Enables the controllers for child groups, which most systems have done already. */
    private static void delegate(Path root) throws IOException {
        List<String> delegated = List.of(
                Files.readString(root.resolve("cgroup.subtree_control")).strip().split(" "));
        if (!delegated.containsAll(List.of("cpu", "memory"))) {
            set(root, "cgroup.subtree_control", "+cpu +memory");
        }
    }

    private Path folder(Path parent, String name) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        folders.add(folder);
        return folder;
    }

    private static void set(Path folder, String file, String value) throws IOException {
        Files.writeString(folder.resolve(file), value);
    }

    /** The version, 1 or 2. */
    int version() {
        return version;
    }

    /** The prefix of a command to run in the group: a shell that joins the group and executes the command. */
    List<String> prefix() {
        String enter = folders.stream()
                .map(folder -> "echo $$ > " + folder.resolve("cgroup.procs"))
                .collect(Collectors.joining(" && "));
        return List.of("sh", "-c", enter + " && exec \"$@\"", "sh");
    }

    /** Removes the group. Its processes must have exited. */
    @Override
    public void close() throws IOException {
        for (Path folder : folders) {
            remove(folder);
        }
    }

    /** Retries, since a group stays busy for a moment after its last process. */
    private static void remove(Path folder) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.deleteIfExists(folder);
                return;
            } catch (IOException busy) {
                if (attempt == REMOVALS) {
                    throw busy;
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
