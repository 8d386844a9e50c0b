package io.jobevents.gateway.tools.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The wall clock of one gateway, independent of the machine's clock. Debian's libfaketime is preloaded into the
 * process, and reads the offset from a file every second. The monotonic clock, and so all timers, and the timestamps of
 * files are not changed.
 */
final class SetClock {

    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    private final Path file;

    private SetClock(Path file) {
        this.file = file;
    }

    static SetClock right(Path home, int number) throws IOException {
        SetClock clock = new SetClock(home.resolve("clock-" + number));
        clock.offset(0);
        return clock;
    }

    /** The command prefix that starts a process with this clock. */
    List<String> prefix() throws IOException {
        return List.of(
                "env",
                "LD_PRELOAD=" + library(),
                "FAKETIME_TIMESTAMP_FILE=" + file,
                "FAKETIME_CACHE_DURATION=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                // Without this, all waits of the JVM, which use the monotonic clock, end at once.
                "FAKETIME_FORCE_MONOTONIC_FIX=0",
                "NO_FAKE_STAT=1");
    }

    private static Path library() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return folders.map(folder -> folder.resolve(LIBRARY))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("libfaketime is needed: `apt-get install faketime`"));
        }
    }

    /** Sets the difference to the machine's clock. */
    void offset(int seconds) throws IOException {
        Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), "%+d%n".formatted(seconds));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
