package io.jobevents.gateway.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.tools.bench.Figure.Quantity;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class PerformanceReportTest {

    @TempDir
    Path folder;

    private Measurements figures;

    @BeforeEach
    void measure() throws IOException {
        figures = Measurements.none(folder.resolve("figures.tsv"), "Here and now.");
        for (int i = 0; i < Target.COMPARED.size(); i++) {
            add(Quantity.CPU, Target.COMPARED.get(i), Setting.KEEP_64, 40 + 10 * i);
            add(Quantity.CPU, Target.COMPARED.get(i), Setting.KEEP_8, 80 + 10 * i);
            add(Quantity.RATE, Target.COMPARED.get(i), Setting.KEEP_64, 20_000 / (1 + i));
            add(Quantity.P50, Target.COMPARED.get(i), Setting.KEEP_1, 0.4 + 0.2 * i);
            add(Quantity.P99, Target.COMPARED.get(i), Setting.STEADY, 5 + 2 * i);
        }
        add(Quantity.ALLOCATED, Target.GATEWAY, Setting.KEEP_64, 31_200);
        add(Quantity.RESIDENT, Target.GATEWAY, Setting.SMALL_HEAP, 230.4);
    }

    @Test
    void goals_sayWhatIsMet() {
        assertThat(summary())
                .contains("Here and now.")
                .contains(
                        "| CPU per callback against the floor, 64 connections | ≤ 2.3 | ≤ 1.9 | 1.25 | met, and the stretch |\n")
                .contains("| callbacks per second against Camel, 64 connections | ≥ 1.6 | ≥ 2 | 1.50 | **not met** |\n")
                .contains("| p99 against the floor at 10,000 callbacks a second | ≤ 1.5 | ≤ 1.3 | 1.40 | met |\n")
                .contains("| allocated per callback, 64 connections | ≤ 30 kB | ≤ 24 kB | 31.2 kB | **not met** |\n")
                .contains("| p50 of a lone caller, more than the floor's | ≤ 1.5 ms |  | 0.20 ms | met |\n")
                .contains("| p50 of a lone caller against the floor's |  | ≤ 1.3 | 1.50 |  |\n")
                .contains("| resident memory with a heap of 96 MB | ≤ 215 MB | ≤ 200 MB | 230 MB | **not met** |\n")
                .contains("| against the floor that reads the body | ≤ 1.7 | ≤ 1.4 | not measured |  |\n");
    }

    @Test
    void tail_isOfThoseThatWereMeasured() {
        assertThat(summary()).contains("| floor |  |  | 5.0 |  |  |\n").doesNotContain("| floor, body read |");
    }

    @Test
    void severalRounds_haveASpread() throws IOException {
        figures.add(Quantity.RESIDENT, Target.GATEWAY, Setting.SMALL_HEAP, 2, 200);

        assertThat(summary()).contains("| ≤ 200 MB | 215 (200–230) MB | **not met** |\n");
    }

    @Test
    void table_hasWhatWasMeasuredAlone() {
        assertThat(new PerformanceReport(figures).comparison())
                .contains("| 64 connections | gateway | 50 | 1.25 |")
                .doesNotContain("256 connections");
    }

    @Test
    void otherGateway_isComparedByLoad() throws IOException {
        assertThat(summary()).doesNotContain("gateway, beside");

        add(Quantity.CPU, Target.BESIDE, Setting.KEEP_64, 40);

        assertThat(summary()).contains("| 64 connections | 1.250 |");
    }

    @Test
    void write_replacesTheGeneratedPartsAlone() throws IOException {
        Path document = folder.resolve("PERFORMANCE.md");
        GeneratedPart first = PerformanceReport.FIGURES;
        GeneratedPart last = PerformanceReport.TABLE;
        Files.writeString(
                document,
                "Before.\n" + first.begin() + "Old.\n" + first.end() + "Between.\n" + last.begin() + last.end()
                        + "After.\n");

        new PerformanceReport(figures).write(document);

        assertThat(document)
                .content()
                .startsWith("Before.\n" + first.begin() + "Here and now.")
                .contains(first.end() + "Between.\n" + last.begin() + "| load | target |")
                .endsWith(last.end() + "After.\n")
                .doesNotContain("Old.");
    }

    @Test
    void document_isBegunIfItIsNotThere() throws IOException {
        Path document = folder.resolve("new").resolve("PERFORMANCE.md");

        new PerformanceReport(figures).write(document);
        String once = Files.readString(document);
        new PerformanceReport(figures).write(document);

        assertThat(document).content().isEqualTo(once).startsWith(PerformanceReport.FIGURES.begin());
    }

    @Test
    void chart_showsEachTarget() throws Exception {
        new PerformanceReport(figures).write(folder.resolve("PERFORMANCE.md"));

        Document chart = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(folder.resolve("performance-cpu.svg")))));

        assertThat(chart.getElementsByTagName("polyline").getLength()).isEqualTo(3);
    }

    /** From 40 to 100: marks at 20, 50, 100. */
    @Test
    void scale_holdsAllValues() {
        assertThat(Scale.logarithmic(40, 100).marks()).containsExactly(20.0, 50.0, 100.0);
        assertThat(Scale.logarithmic(40, 100).share(100)).isEqualTo(1);
        assertThat(Scale.linear(20_000).marks()).containsExactly(0.0, 5_000.0, 10_000.0, 15_000.0, 20_000.0);
        assertThat(Scale.linear(20_000).share(5_000)).isEqualTo(0.25);
    }

    private String summary() {
        return new PerformanceReport(figures).summary();
    }

    private void add(Quantity quantity, Target target, Setting setting, double value) throws IOException {
        figures.add(quantity, target, setting, 1, value);
    }
}
