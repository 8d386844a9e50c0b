package io.jobevents.gateway.tools.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processor time of each thread of a process so far, by the thread's id, as {@code /proc/PID/task} has it: only of threads that
 * have not ended.
 */
record ThreadTimes(Map<String, Times> byId) {

    /** HotSpot's compiler threads; Linux keeps 15 characters of a name. */
    private static final String C1 = "C1 CompilerThre";

    private static final String C2 = "C2 CompilerThre";

    /** One thread's name and time. */
    record Times(String name, Duration cpu) {

        /** @param stat the line that is {@code /proc/PID/task/ID/stat} */
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
                    // Between the list and the look.
                }
            }
        }
        return new ThreadTimes(byId);
    }

    /**
     * What the compiler threads have taken since then. HotSpot ends those that are idle, and their time is no longer told: then
     * it is what remains of the process' time when all that is told is taken away.
     *
     * @param process the time of the whole process in between, threads that have ended included
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
