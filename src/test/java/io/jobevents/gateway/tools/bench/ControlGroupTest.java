package io.jobevents.gateway.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In folders that look like Linux' own. */
final class ControlGroupTest {

    private static final long MEMORY = 512L << 20;

    @TempDir
    Path root;

    @Test
    void versionTwo_hasBothLimitsInOneGroup() throws IOException {
        Files.writeString(root.resolve("cgroup.controllers"), "cpuset cpu io memory pids\n");
        Files.writeString(root.resolve("cgroup.subtree_control"), "cpu memory pids\n");

        ControlGroup group = ControlGroup.create(root, MEMORY, 2);

        Path folder = only(root);
        assertThat(group.version()).isEqualTo(2);
        assertThat(folder.resolve("memory.max")).content().isEqualTo("536870912");
        assertThat(folder.resolve("cpu.max")).content().isEqualTo("200000 100000");
        assertThat(root.resolve("cgroup.subtree_control")).content().isEqualTo("cpu memory pids\n");
        assertThat(group.prefix())
                .isEqualTo(
                        List.of("sh", "-c", "echo $$ > " + folder.resolve("cgroup.procs") + " && exec \"$@\"", "sh"));
    }

    @Test
    void versionTwo_delegatesWhatIsNot() throws IOException {
        Files.writeString(root.resolve("cgroup.controllers"), "cpu memory\n");
        Files.writeString(root.resolve("cgroup.subtree_control"), "pids\n");

        ControlGroup.create(root, MEMORY, 1);

        assertThat(root.resolve("cgroup.subtree_control")).content().isEqualTo("+cpu +memory");
    }

    @Test
    void versionOne_hasAGroupForEach() throws IOException {
        Path memory = Files.createDirectory(root.resolve("memory"));
        Path cpu = Files.createDirectory(root.resolve("cpu"));

        ControlGroup group = ControlGroup.create(root, MEMORY, 1);

        assertThat(group.version()).isOne();
        assertThat(only(memory).resolve("memory.limit_in_bytes")).content().isEqualTo("536870912");
        assertThat(only(cpu).resolve("cpu.cfs_period_us")).content().isEqualTo("100000");
        assertThat(only(cpu).resolve("cpu.cfs_quota_us")).content().isEqualTo("100000");
        assertThat(group.prefix().get(2)).contains(memory.toString(), cpu.toString());
    }

    @Test
    void machineWithoutGroups_isToldInASentence() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ControlGroup.create(root, MEMORY, 1))
                .withMessageStartingWith("No control group for memory and processors can be made in " + root);
    }

    /** The one folder there. */
    private static Path only(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            List<Path> folders = entries.filter(Files::isDirectory).toList();
            assertThat(folders).hasSize(1);
            return folders.getFirst();
        }
    }
}
