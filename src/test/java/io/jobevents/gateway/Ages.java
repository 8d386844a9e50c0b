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
 * How old what is shipped is, as far as it was looked up: the facts of {@code dependencies/ages.txt}.
 *
 * @param look when they were gathered
 */
record Ages(LocalDate look, List<Row> rows) {

    private static final Path FACTS = Path.of("src", "test", "resources", "dependencies", "ages.txt");
    private static final Pattern SEPARATOR = Pattern.compile(" \\| ");
    private static final int YOUNG_YEARS = 1;
    private static final int OLD_YEARS = 3;

    /** @param jars group and name, in which a star stands for anything */
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

    /** Whether a jar of that day is young or old, or of a day that cannot be. */
    boolean asksForAReason(LocalDate built) {
        return built.isAfter(look.minusYears(YOUNG_YEARS)) || built.isBefore(look.minusYears(OLD_YEARS));
    }

    /** The day of the newest entry of a jar. */
    static LocalDate built(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            return file.stream()
                    .map(ZipEntry::getTimeLocal)
                    .max(Comparator.naturalOrder())
                    .map(LocalDateTime::toLocalDate)
                    .orElseThrow();
        }
    }
}
