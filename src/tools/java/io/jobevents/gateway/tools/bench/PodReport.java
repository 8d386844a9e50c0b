package io.jobevents.gateway.tools.bench;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The generated part of {@code docs/PERFORMANCE.md} on pods. */
record PodReport(String circumstances, List<PodFigure> figures) {

    static final GeneratedPart PART = new GeneratedPart("pod");

    PodReport {
        figures = List.copyOf(figures);
    }

    void write(Path document) throws IOException {
        PART.write(document, generated());
    }

    String generated() {
        return "## What a pod sees\n\n" + circumstances + "\n\n" + PodFigure.HEAD
                + figures.stream().map(PodFigure::row).collect(joining());
    }
}
