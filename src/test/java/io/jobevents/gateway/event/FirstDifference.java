package io.jobevents.gateway.event;

import java.util.List;
import java.util.Optional;

/** The first difference of two texts, for messages: line, column, and the text around it on both sides. */
final class FirstDifference {

    private static final int BEFORE = 40;
    private static final int AFTER = 60;

    private FirstDifference() {}

    /** @return empty if the texts are equal */
    static Optional<String> of(String expected, String actual) {
        List<String> expectedLines = expected.lines().toList();
        List<String> actualLines = actual.lines().toList();
        int lines = Math.min(expectedLines.size(), actualLines.size());
        for (int i = 0; i < lines; i++) {
            String one = expectedLines.get(i);
            String other = actualLines.get(i);
            if (!one.equals(other)) {
                int column = column(one, other);
                return Optional.of("line %d, column %d%n  expected: %s%n  actual:   %s"
                        .formatted(i + 1, column + 1, around(one, column), around(other, column)));
            }
        }
        if (expectedLines.size() != actualLines.size()) {
            return Optional.of("%d lines are expected, there are %d; the first beside the others is%n  %s"
                    .formatted(
                            expectedLines.size(),
                            actualLines.size(),
                            around((expectedLines.size() > lines ? expectedLines : actualLines).get(lines), 0)));
        }
        return expected.equals(actual) ? Optional.empty() : Optional.of("the ends of lines");
    }

    private static int column(String one, String other) {
        int column = 0;
        while (column < Math.min(one.length(), other.length()) && one.charAt(column) == other.charAt(column)) {
            column++;
        }
        return column;
    }

    private static String around(String line, int column) {
        int from = Math.max(0, column - BEFORE);
        int to = Math.min(line.length(), column + AFTER);
        return (from > 0 ? "…" : "") + line.substring(Math.min(from, to), to) + (to < line.length() ? "…" : "");
    }
}
