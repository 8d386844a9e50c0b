package io.jobevents.gateway.tools.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jobevents.gateway.testkit.callback.GeneratedBodies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The callbacks of the bench: the project's specimens with exactly one job, and two larger ones. Each gives one record,
 * so that all targets publish the same number.
 *
 * <p>Bodies are decoded as ISO-8859-1, one character per byte, so that all bytes but the replaced ones are kept.
 */
final class BenchCallbacks {

    private static final Path FOLDER = Path.of("src", "test", "resources", "callbacks");
    private static final Pattern NAMES = Pattern.compile(".*-(success|failed)\\.(xml|json)");
    private static final int LEAST_BYTES = 500;
    private static final int LARGE_BYTES = 8_000;

    private static final Pattern ID = node("JobId");
    private static final Pattern RUN_ID = node("RunId");
    private static final Pattern STATE = node("State");
    private static final Pattern TAG = node("Tag");

    private BenchCallbacks() {}

    /** Matches a leaf of that name in XML or JSON: group 1 is the part before the text, group 2 the text. */
    private static Pattern node(String name) {
        return Pattern.compile("(<%1$s>|\"%1$s\"\\s*:\\s*\")([^<\"]*)".formatted(name));
    }

    static List<String> mix() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> mix = new ArrayList<>(files.filter(
                            file -> NAMES.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .map(BenchCallbacks::read)
                    .filter(BenchCallbacks::isOneJob)
                    .toList());
            mix.addAll(large());
            return mix;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> large() {
        return List.of(
                GeneratedBodies.xmlJob("j", "Transcode", "Success", LARGE_BYTES),
                GeneratedBodies.jsonJob("j", "Transcode", "Success", LARGE_BYTES));
    }

    /** Replaces the id, state and tag of a callback. */
    static String with(String body, String id, BenchTopic route) {
        String named = replaced(body, ID, id);
        return replaced(replaced(named, STATE, route.state()), TAG, route.tag());
    }

    private static String replaced(String body, Pattern node, String text) {
        return node.matcher(body).replaceAll(found -> Matcher.quoteReplacement(found.group(1) + text));
    }

    private static boolean isOneJob(String body) {
        return body.length() >= LEAST_BYTES
                && count(body, ID) == 1
                && count(body, TAG) == 1
                && count(body, STATE) > 0
                && count(body, RUN_ID) == 0;
    }

    private static long count(String body, Pattern node) {
        return node.matcher(body).results().count();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
