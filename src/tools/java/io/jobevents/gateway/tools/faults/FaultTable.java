package io.jobevents.gateway.tools.faults;

import static java.util.stream.Collectors.joining;

import io.jobevents.gateway.testkit.Checkout;
import io.jobevents.gateway.tools.soak.Report;
import io.jobevents.gateway.tools.soak.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/**
 * The tables of {@code docs/RELIABILITY.md}. Each row is kept in {@code target/faults} until the same fault is tested
 * again, so a table can be made of several runs of one commit; it is written only if {@code -Dreliability.write=true}.
 */
enum FaultTable {
    /** Callbacks that are posted during a fault. */
    CALLBACKS("generated", """
            | fault | sent | answered 200 | of these spooled | 503 | no answer | missing | duplicates | answer p99 ms | max ms | beside |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|
            """),
    /** Rejected callbacks that are replayed during a fault. */
    REPLAYS("replays", """
            | fault | rejected for the settings | malformed | runs | missing | duplicates | left open | malformed left open | written by one more run | beside |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|---|
            """);

    private static final Path ROWS = Path.of("target", "faults");
    private static final Path DOCUMENT = Path.of("docs", "RELIABILITY.md");

    private final String begin;
    private final String end;
    private final String head;

    /** @param mark the name in the comments around the table */
    FaultTable(String mark, String head) {
        this.begin = "<!-- " + mark + ": begin -->\n";
        this.end = "<!-- " + mark + ": end -->\n";
        this.head = head;
    }

    static void write(Fault fault, Report report, List<String> remarks) throws IOException {
        Row total = report.total();
        CALLBACKS.write(
                fault,
                "| %s | %,d | %,d | %,d | %,d | %,d | %d | %,d | %,d | %,d | %s |%n"
                        .formatted(
                                fault.words(),
                                total.sent(),
                                total.answered200(),
                                total.spooled(),
                                total.unavailable() + total.other(),
                                total.unanswered(),
                                report.missing().size(),
                                report.copies(),
                                total.p99().toMillis(),
                                total.max().toMillis(),
                                String.join("; ", remarks)));
    }

    static void write(Fault fault, ReplayReport report, List<String> remarks) throws IOException {
        REPLAYS.write(
                fault,
                "| %s | %,d | %,d | %d | %d | %,d | %d | %d | %d | %s |%n"
                        .formatted(
                                fault.words(),
                                report.rejected(),
                                report.malformed(),
                                report.runs(),
                                report.missing().size(),
                                report.duplicates(),
                                report.open().size(),
                                report.malformedOpen(),
                                report.writtenByOneMore(),
                                String.join("; ", remarks)));
    }

    private synchronized void write(Fault fault, String row) throws IOException {
        if (fault.table() != this) {
            throw new IllegalArgumentException(fault + " is no row of " + this);
        }
        Files.createDirectories(ROWS);
        Files.writeString(file(fault), row);
        if (Boolean.getBoolean("reliability.write")) {
            String text = Files.readString(DOCUMENT);
            int first = text.indexOf(begin) + begin.length();
            Files.writeString(DOCUMENT, text.substring(0, first) + table() + text.substring(text.indexOf(end)));
        }
    }

    private static Path file(Fault fault) {
        return ROWS.resolve(fault.name() + "." + Checkout.commit() + ".row");
    }

    private String table() {
        return """
                %s, commit %s; %d processors, %d GiB of memory, JDK %s; everything on one machine.

                """.formatted(
                                LocalDate.now(ZoneOffset.UTC),
                                Checkout.commit(),
                                Runtime.getRuntime().availableProcessors(),
                                memory() >> 30,
                                Runtime.version())
                + head
                + Arrays.stream(Fault.values())
                        .filter(fault -> fault.table() == this)
                        .map(FaultTable::file)
                        .filter(Files::exists)
                        .map(FaultTable::read)
                        .collect(joining());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long memory() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
    }
}
