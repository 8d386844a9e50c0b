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
 * The callbacks of one run, numbered from 0; all are different.
 *
 * <p>Every id in a callback begins with its mark, which contains the run and the number ({@link RunMarks}).
 * Thread-safe.
 */
public final class NumberedCallbacks {

    /**
     * @param mark the beginning of its ids: a single id is the mark itself, several have {@code -1}, {@code -2} and so
     * on appended
     */
    public record Specimen(String mark, byte[] body) {}

    private final RunMarks marks = new RunMarks();
    private final List<Template> templates;

    private NumberedCallbacks(List<Template> templates) {
        if (templates.isEmpty()) {
            throw new IllegalArgumentException("There is no callback to send");
        }
        this.templates = List.copyOf(templates);
    }

    /** Generated job and workflow callbacks, in both formats. */
    public static NumberedCallbacks generated() {
        return new NumberedCallbacks(GeneratedBodies.accepted());
    }

    /** Generated callbacks that must be rejected. */
    public static NumberedCallbacks rejected() {
        return new NumberedCallbacks(GeneratedBodies.rejected());
    }

    /** Callbacks of these templates, in turn. */
    public static NumberedCallbacks of(List<Template> templates) {
        return new NumberedCallbacks(templates);
    }

    /** The files of a folder, with job and run ids replaced. Files without such an id are left out. */
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
