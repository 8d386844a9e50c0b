package io.jobevents.gateway.tools.soak;

import io.jobevents.gateway.testkit.callback.GeneratedBodies;
import io.jobevents.gateway.testkit.callback.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The callbacks of one run, numbered from 0, no two alike.
 *
 * <p>Every id in the callback of a number begins with its mark, which tells the run and the number, so that a record on a
 * topic can be told to be of this run without keeping a list. Thread-safe.
 */
public final class NumberedCallbacks {

    /** @param mark what its ids begin with; a lone id is the mark itself, of several each has {@code -1}, {@code -2} and so on */
    public record Specimen(String mark, byte[] body) {}

    private final RunMarks marks = new RunMarks();
    private final List<Template> templates;

    private NumberedCallbacks(List<Template> templates) {
        if (templates.isEmpty()) {
            throw new IllegalArgumentException("There is no callback to send");
        }
        this.templates = List.copyOf(templates);
    }

    /** Job and workflow callbacks of the tool's own making, in both formats. */
    public static NumberedCallbacks generated() {
        return new NumberedCallbacks(GeneratedBodies.accepted());
    }

    /** Callbacks that have to be rejected. */
    public static NumberedCallbacks rejected() {
        return new NumberedCallbacks(GeneratedBodies.rejected());
    }

    /** Callbacks of these templates, in turn. */
    public static NumberedCallbacks of(List<Template> templates) {
        return new NumberedCallbacks(templates);
    }

    /** The files of a folder, their job and run ids replaced; those without any are left out. */
    static NumberedCallbacks of(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new NumberedCallbacks(files.filter(Files::isRegularFile)
                    .sorted()
                    .map(NumberedCallbacks::read)
                    .flatMap(NumberedCallbacks::withIds)
                    .toList());
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Template> withIds(byte[] body) {
        try {
            return Stream.of(Template.ofCallback(body));
        } catch (IllegalArgumentException none) {
            return Stream.empty();
        }
    }

    public Specimen get(int number) {
        String mark = marks.mark(number);
        return new Specimen(mark, templates.get(number % templates.size()).fill(mark));
    }

    RunMarks marks() {
        return marks;
    }
}
