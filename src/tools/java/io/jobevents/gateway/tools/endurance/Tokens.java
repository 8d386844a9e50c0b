package io.jobevents.gateway.tools.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** The tokens file of the gateways, and the token of the sender. Thread-safe. */
final class Tokens {

    private final Path file;
    private String current = made();
    private String next = "";

    private Tokens(Path file) {
        this.file = file;
    }

    static Tokens in(Path home) throws IOException {
        Tokens tokens = new Tokens(home.resolve("tokens"));
        tokens.write(tokens.current);
        return tokens;
    }

    private static String made() {
        return UUID.randomUUID().toString();
    }

    Path file() {
        return file;
    }

    synchronized String current() {
        return current;
    }

    /** Adds a new token after that of the sender. */
    synchronized void add() throws IOException {
        next = made();
        write(current + "\n" + next);
    }

    /** Makes the sender use the new token. */
    synchronized void change() {
        String old = current;
        current = next;
        next = old;
    }

    /** Removes all tokens but that of the sender. */
    synchronized void removeOther() throws IOException {
        write(current);
    }

    private void write(String text) throws IOException {
        Path whole = Files.writeString(file.resolveSibling("tokens.new"), text + "\n");
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
