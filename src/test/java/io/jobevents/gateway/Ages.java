package io.jobevents.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The facts of {@code dependencies/ages.txt}: release dates of shipped libraries, and why a very new or very old one is used.
 *
 * @param lookup the day on which the facts were gathered
 */
record Ages(LocalDate lookup, List<Row> rows) {

    private static final Path FACTS = Path.of("src", "test", "resources", "dependencies", "ages.txt");
    private static final Pattern SEPARATOR = Pattern.compile(" \\| ");
    private static final int YOUNG_YEARS = 1;
    private static final int OLD_YEARS = 3;

    /** @param jars group and name of the jars; {@code *} matches any text */
    record Row(String kind, String jars, LocalDate date, String why) {

        boolean isOf(String jar) {
            return Stream.of(jars.split("\\*", -1))
                    .map(Pattern::quote)
                    .reduce((begin, end) -> begin + ".*" + end)
                    .filter(jar::matches)
                    .isPresent();
        }
    }

    static Ages read() throws IOException {
        List<String[]> lines = Files.readAllLines(FACTS).stream()
                .filter(line -> !line.startsWith("#"))
                .map(SEPARATOR::split)
                .toList();
        return new Ages(
                LocalDate.parse(lines.getFirst()[1]),
                lines.stream()
                        .skip(1)
                        .map(fields -> new Row(fields[0], fields[1], LocalDate.parse(fields[2]), fields[3]))
                        .toList());
    }

    List<Row> rows(String jar) {
        return rows.stream().filter(row -> row.isOf(jar)).toList();
    }

    /** Whether a jar built on that day needs a row: less than one year or more than three years before the lookup. */
    boolean needsReason(LocalDate buildDate) {
        return buildDate.isAfter(lookup.minusYears(YOUNG_YEARS)) || buildDate.isBefore(lookup.minusYears(OLD_YEARS));
    }

    /** The date of the newest entry of a jar. */
    static LocalDate buildDate(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            return file.stream()
                    .map(ZipEntry::getTimeLocal)
                    .max(Comparator.naturalOrder())
                    .map(LocalDateTime::toLocalDate)
                    .orElseThrow();
        }
    }
}
