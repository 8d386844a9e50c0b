package io.jobevents.gateway.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The Git commit of the measured sources. */
public final class Checkout {

    private Checkout() {}

    /** The short name of the commit, marked if sources differ from it; {@code unknown} without Git. */
    public static String commit() {
        String commit = git("rev-parse", "--short", "HEAD");
        return commit.isEmpty()
                ? "unknown"
                : commit + (git("status", "--porcelain", "src", "pom.xml").isEmpty() ? "" : " with changes");
    }

    private static String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command).start();
            return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException none) {
            return "";
        }
    }
}
