package io.jobevents.gateway.image;

import io.jobevents.gateway.testkit.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The image's figures: printed, and with {@code -Doperations.write=true} also written to {@code docs/OPERATIONS.md}. */
final class ImageFigures {

    private static final Path DOCUMENT = Path.of("docs", "OPERATIONS.md");
    private static final String BEGIN = "<!-- generated image figures: begin -->\n";
    private static final String END = "<!-- generated image figures: end -->\n";
    private static final Map<String, String> NOTES = Collections.synchronizedMap(new TreeMap<>());

    private ImageFigures() {}

    static void note(String what, String figure) {
        NOTES.put(what, figure);
        System.out.printf("%s: %s%n", what, figure);
    }

    static void write() throws IOException {
        if (!Boolean.getBoolean("operations.write")) {
            return;
        }
        StringBuilder table = new StringBuilder("%s, commit %s; a machine of %d processors, JDK %s.%n%n"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Checkout.commit(),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version()));
        table.append("| what | figure |\n|---|--:|\n");
        NOTES.forEach((what, figure) -> table.append("| %s | %s |%n".formatted(what, figure)));
        String text = Files.readString(DOCUMENT);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(DOCUMENT, text.substring(0, begin) + table + text.substring(text.indexOf(END)));
    }
}
