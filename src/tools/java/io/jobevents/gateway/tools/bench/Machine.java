package io.jobevents.gateway.tools.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Under what circumstances figures were taken. */
final class Machine {

    private Machine() {}

    /** One sentence: when, of which commit, on what, with which options. */
    static String describe(BenchOptions options) {
        return "%s, commit %s; %d processors, %d GiB of memory, JDK %s, targets with %s; rounds: %d, measurements of %d s."
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        commit(),
                        Runtime.getRuntime().availableProcessors(),
                        memory() >> 30,
                        Runtime.version(),
                        String.join(" ", options.jvmOptions()),
                        options.rounds(),
                        options.time().toSeconds());
    }

    private static long memory() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
    }

    private static String commit() {
        String commit = git("rev-parse", "--short", "HEAD");
        return commit.isEmpty()
                ? "unknown"
                : commit + (git("status", "--porcelain", "src", "pom.xml").isEmpty() ? "" : " with changes");
    }

    private static String git(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process git = new ProcessBuilder(command).start();
            return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException none) {
            return "";
        }
    }
}
