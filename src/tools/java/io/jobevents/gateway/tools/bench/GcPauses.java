package io.jobevents.gateway.tools.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * For how long garbage collections have stopped a JVM, as its log of {@code -Xlog:gc} says.
 *
 * @param millis of each pause, in the order of time
 * @param full how many of them were of the whole heap
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

    /** Those that came later. */
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
