package io.jobevents.gateway.tools.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a Markdown document that a program writes; the rest is left as it is. */
record GeneratedPart(String name) {

    String begin() {
        return "<!-- generated " + name + ": begin -->\n";
    }

    String end() {
        return "<!-- generated " + name + ": end -->\n";
    }

    /** Replaces it, or adds it to the end of a document that has none; the document is begun if it is not there. */
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
