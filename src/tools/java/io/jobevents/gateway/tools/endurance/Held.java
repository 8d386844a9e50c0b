package io.jobevents.gateway.tools.endurance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/**
 * A process or file system that is frozen until this is closed. A shell thaws it when its input ends, so it is also
 * thawed if this JVM is killed or all processes of the terminal are interrupted.
 */
final class Held implements AutoCloseable {

    private static final long LIMIT_SECONDS = 20;

    private final Process shell;

    private Held(Process shell) {
        this.shell = shell;
    }

    /** Freezes a process. */
    static Held process(long pid) {
        return hold("kill -STOP $0", "kill -CONT $0", Long.toString(pid));
    }

    /** Freezes a file system: each write and each sync blocks. */
    static Held fileSystem(String folder) {
        return hold("fsfreeze -f $0", "fsfreeze -u $0", folder);
    }

    private static Held hold(String hold, String release, String argument) {
        try {
            Process shell = new ProcessBuilder(
                            "sh",
                            "-c",
                            "trap '' INT; " + hold + " && echo held && cat >/dev/null; " + release,
                            argument)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (shell.getInputStream().read() < 0) {
                throw new IllegalStateException("`" + hold + "` failed for " + argument);
            }
            return new Held(shell);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            shell.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
