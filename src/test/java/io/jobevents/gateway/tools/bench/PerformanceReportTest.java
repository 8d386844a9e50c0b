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
            add(Quantity.RATE, Target.COMPARED.get(i), Setting.KEEP_32, 20_000 / (1 + i));
        }
        add(Quantity.RESIDENT, Target.GATEWAY, Setting.SMALL_HEAP, 230.4);
    }

    @Test
    void goals_sayWhatIsMet() {
        assertThat(generated())
                .contains("Here and now.")
                .contains("| CPU per callback against the floor, 64 connections | ≤ 1.25 | 1.25 | met |\n")
                .contains("| callbacks per second against Camel, 32 connections | ≥ 4 | 1.50 | **not met** |\n")
                .contains("| resident memory under load with a heap of 96 MB | ≤ 220 MB | 230 MB | **not met** |\n")
                .contains("| ready after start with an AOT cache against without | ≤ 0.5 | not measured | |\n");
    }

    @Test
    void severalRounds_haveASpread() throws IOException {
        figures.add(Quantity.RESIDENT, Target.GATEWAY, Setting.SMALL_HEAP, 2, 200);

        assertThat(generated()).contains("| ≤ 220 MB | 215 (200–230) MB | met |\n");
    }

    @Test
    void table_hasWhatWasMeasuredAlone() {
        assertThat(generated())
                .contains("| 64 connections | gateway | 50 | 1.25 |")
                .doesNotContain("256 connections");
    }

    @Test
    void otherGateway_isComparedByLoad() throws IOException {
        assertThat(generated()).doesNotContain("gateway, beside");

        add(Quantity.CPU, Target.BESIDE, Setting.KEEP_64, 40);

        assertThat(generated()).contains("| 64 connections | 1.250 |");
    }

    @Test
    void write_replacesTheGeneratedPartAlone() throws IOException {
        Path document = folder.resolve("PERFORMANCE.md");
        Files.writeString(
                document, "Before.\n" + PerformanceReport.BEGIN + "Old.\n" + PerformanceReport.END + "After.\n");

        new PerformanceReport(figures).write(document);

        assertThat(document)
                .content()
                .startsWith("Before.\n" + PerformanceReport.BEGIN)
                .endsWith(PerformanceReport.END + "After.\n")
                .contains("Here and now.")
                .doesNotContain("Old.");
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

    private String generated() {
        return new PerformanceReport(figures).generated();
    }

    private void add(Quantity quantity, Target target, Setting setting, double value) throws IOException {
        figures.add(quantity, target, setting, 1, value);
    }
}
