package io.jobevents.gateway.tools.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The CPU time of each live thread of a process, by thread id, from {@code /proc/PID/task}.
 */
record ThreadTimes(Map<String, Times> byId) {

    /** The names of HotSpot's compiler threads, which Linux truncates to 15 characters. */
    private static final String C1 = "C1 CompilerThre";

    private static final String C2 = "C2 CompilerThre";

    /** The name and CPU time of a thread. */
    record Times(String name, Duration cpu) {

        /** @param stat the content of {@code /proc/PID/task/ID/stat} */
        static Times parse(String stat) {
            return new Times(stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')')), ProcessMeter.cpu(stat));
        }

        boolean isCompiler() {
            return name.equals(C1) || name.equals(C2);
        }
    }

    ThreadTimes {
        byId = Map.copyOf(byId);
    }

    static ThreadTimes read(long pid) throws IOException {
        Map<String, Times> byId = new HashMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks.toList()) {
                try {
                    byId.put(task.getFileName().toString(), Times.parse(Files.readString(task.resolve("stat"))));
                } catch (IOException ended) {
                    // the thread ended after the listing
                }
            }
        }
        return new ThreadTimes(byId);
    }

    /**
     * The CPU time of the compiler threads since {@code begin}. HotSpot ends idle compiler threads, whose time is then
     * missing in {@code /proc}; in that case it is the process' time minus that of the other threads.
     *
     * @param process the CPU time of the process since {@code begin}, including ended threads
     */
    Duration compilersSince(ThreadTimes begin, Duration process) {
        Duration compilers = since(begin, true);
        boolean ended = begin.byId.entrySet().stream()
                .anyMatch(thread -> thread.getValue().isCompiler() && !byId.containsKey(thread.getKey()));
        if (!ended) {
            return compilers;
        }
        Duration all = process.minus(since(begin, false));
        return all.compareTo(compilers) > 0 ? all : compilers;
    }

    private Duration since(ThreadTimes begin, boolean compilers) {
        Duration sum = Duration.ZERO;
        for (Map.Entry<String, Times> thread : byId.entrySet()) {
            if (thread.getValue().isCompiler() == compilers) {
                Times before = begin.byId.get(thread.getKey());
                sum = sum.plus(thread.getValue().cpu()).minus(before == null ? Duration.ZERO : before.cpu());
            }
        }
        return sum;
    }
}
