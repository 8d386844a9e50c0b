package io.jobevents.gateway.tools.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A generated part of a Markdown document, between two comments. */
record GeneratedPart(String name) {

    String begin() {
        return "<!-- generated " + name + ": begin -->\n";
    }

    String end() {
        return "<!-- generated " + name + ": end -->\n";
    }

    /** Replaces the part, or appends it if the document has none. Creates the document if it is missing. */
    void write(Path document, String text) throws IOException {
        Files.createDirectories(document.toAbsolutePath().getParent());
        String old = Files.exists(document) ? Files.readString(document) : "";
        if (!old.contains(begin())) {
            old += (old.isEmpty() ? "" : "\n") + begin() + end();
        }
        int from = old.indexOf(begin()) + begin().length();
        Files.writeString(document, old.substring(0, from) + text + old.substring(old.indexOf(end())));
    }
}
