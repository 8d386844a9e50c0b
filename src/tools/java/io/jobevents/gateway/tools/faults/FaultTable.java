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
 * The table of {@code docs/RELIABILITY.md}. Each row is kept in {@code target/faults} until the same fault is tested again, so
 * the table can be made of several runs of one commit; it is written only if {@code -Dreliability.write=true}.
 */
final class FaultTable {

    private static final Path ROWS = Path.of("target", "faults");
    private static final Path DOCUMENT = Path.of("docs", "RELIABILITY.md");
    private static final String BEGIN = "<!-- generated: begin -->\n";
    private static final String END = "<!-- generated: end -->\n";

    private FaultTable() {}

    static synchronized void write(Fault fault, Report report, List<String> remarks) throws IOException {
        Files.createDirectories(ROWS);
        Files.writeString(file(fault), row(fault, report, remarks));
        if (Boolean.getBoolean("reliability.write")) {
            String text = Files.readString(DOCUMENT);
            int begin = text.indexOf(BEGIN) + BEGIN.length();
            Files.writeString(DOCUMENT, text.substring(0, begin) + table() + text.substring(text.indexOf(END)));
        }
    }

    private static Path file(Fault fault) {
        return ROWS.resolve(fault.name() + "." + Checkout.commit() + ".row");
    }

    private static String row(Fault fault, Report report, List<String> remarks) {
        Row total = report.total();
        return "| %s | %,d | %,d | %,d | %,d | %,d | %d | %,d | %,d | %,d | %s |%n"
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
                        String.join("; ", remarks));
    }

    private static String table() {
        return """
                %s, commit %s; %d processors, %d GiB of memory, JDK %s; everything on one machine.

                | fault | sent | answered 200 | of these spooled | 503 | no answer | missing | duplicates | answer p99 ms | max ms | beside |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|
                """.formatted(
                                LocalDate.now(ZoneOffset.UTC),
                                Checkout.commit(),
                                Runtime.getRuntime().availableProcessors(),
                                memory() >> 30,
                                Runtime.version())
                + Arrays.stream(Fault.values())
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
