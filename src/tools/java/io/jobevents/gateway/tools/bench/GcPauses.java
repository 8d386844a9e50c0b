package io.jobevents.gateway.tools.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The pauses of a JVM's garbage collections, from its log of {@code -Xlog:gc}.
 *
 * @param millis the length of each pause, in chronological order
 * @param full the number of full collections
 */
record GcPauses(List<Double> millis, int full) {

    private static final Pattern PAUSE = Pattern.compile("\\bPause (\\w+) .* ([0-9.]+)ms$");

    GcPauses {
        millis = List.copyOf(millis);
    }

    static GcPauses read(Path log) throws IOException {
        return parse(Files.readAllLines(log));
    }

    static GcPauses parse(List<String> log) {
        List<Matcher> pauses = log.stream()
                .map(PAUSE::matcher)
                .flatMap(line -> line.find() ? Stream.of(line) : Stream.empty())
                .toList();
        return new GcPauses(
                pauses.stream().map(pause -> Double.valueOf(pause.group(2))).toList(),
                Math.toIntExact(pauses.stream()
                        .filter(pause -> pause.group(1).equals("Full"))
                        .count()));
    }

    /** The pauses after those of {@code before}. */
    GcPauses since(GcPauses before) {
        return new GcPauses(millis.subList(before.millis.size(), millis.size()), full - before.full);
    }

    double median() {
        return Spread.of(millis).map(Spread::median).orElse(0.0);
    }

    double longest() {
        return Spread.of(millis).map(Spread::most).orElse(0.0);
    }
}
