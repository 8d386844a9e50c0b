package io.jobevents.gateway.tools.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A command of the machine, such as {@code ip} or {@code mount}, run to its end. */
public final class Command {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Command() {}

    /**
     * Runs a command line, whose words are separated by blanks.
     *
     * @throws IllegalStateException with the output, if the command fails
     */
    public static void run(String line) {
        String printed = "";
        int status = -1;
        try {
            Process process = new ProcessBuilder(line.split(" "))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                status = process.exitValue();
            } else {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            printed = e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (status != 0) {
            throw new IllegalStateException("`" + line + "` failed: " + printed.strip());
        }
    }

    /** Runs a clean-up command, and ignores its failure. */
    public static void tryRun(String line) {
        try {
            run(line);
        } catch (IllegalStateException gone) {
            // There was nothing to clean up.
        }
    }
}
