package io.jobevents.gateway.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PodReportTest {

    private static final String BEGINNING = "## What a pod sees\n\nHere and now.\n\n" + PodFigure.HEAD;

    @TempDir
    Path folder;

    @Test
    void figures_areRows_andARateThatWasNotTakenIsMarked() {
        PodReport report = new PodReport("Here and now.", List.of(figure(1_000, 999.6), figure(10_000, 7_249.3)));

        assertThat(report.generated())
                .startsWith(BEGINNING)
                .contains(
                        "| 1 | 1,000 | then 600 s | 1,000 | 1.2 | 3.4 | 5.6 | 78 | 9 | 210 | 1.9 | 26.0 | 2 | 0.62 | 301 |\n")
                .contains("| 1 | 10,000 | then 600 s | **7,249, not taken** |");
    }

    @Test
    void report_leavesTheRestOfTheDocument() throws IOException {
        Path document = folder.resolve("PERFORMANCE.md");
        Files.writeString(
                document, "Before.\n" + PodReport.PART.begin() + "Old.\n" + PodReport.PART.end() + "After.\n");

        new PodReport("Here and now.", List.of()).write(document);

        assertThat(document)
                .content()
                .isEqualTo("Before.\n" + PodReport.PART.begin() + BEGINNING + PodReport.PART.end() + "After.\n");
    }

    private static PodFigure figure(int rate, double reached) {
        return new PodFigure(1, rate, "then 600 s", reached, 1.23, 3.4, 5.6, 78, 9, 210, 1.9, 26, 2, 0.62, 301.4);
    }
}
