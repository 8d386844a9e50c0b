package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Tests of the alert rules and the dashboard. {@code promtool} (Debian: {@code prometheus}) runs the rules; without it
 * {@code make verify} prints that they were not checked.
 */
final class MonitoringTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "alerts");
    private static final List<String> CASES = List.of("alerts.yaml", "alerts-days.yaml");
    private static final Path WORK = Path.of("target", "alerts");
    /** Titles of panels whose unit is {@code short} but whose values are not counts. */
    private static final Set<String> NO_COUNTS = Set.of("CPU", "Tokens");

    private static final Pattern ALERT = Pattern.compile("alertname=\"(\\w+)\"");

    @Test
    void rules_passTheirCases() throws Exception {
        Optional<Path> promtool = program("promtool");
        assumeTrue(promtool.isPresent(), "NOT CHECKED: the alert rules, since there is no promtool");
        Files.createDirectories(WORK);
        // JSON is YAML.
        Files.writeString(WORK.resolve("rules.yaml"), new ObjectMapper().writeValueAsString(Monitoring.rules()));
        for (String cases : CASES) {
            Files.copy(FOLDER.resolve(cases), WORK.resolve(cases), StandardCopyOption.REPLACE_EXISTING);
        }

        assertThat(run(promtool.get(), "check", "rules", "rules.yaml"))
                .as("target/alerts/check.log")
                .isZero();
        assertThat(run(promtool.get(), "test", "rules", "alerts.yaml", "alerts-days.yaml"))
                .as("target/alerts/test.log")
                .isZero();
    }

    private static List<JsonNode> expectations() {
        List<JsonNode> expectations = new ArrayList<>();
        for (String cases : CASES) {
            Monitoring.yaml(FOLDER.resolve(cases))
                    .get("tests")
                    .forEach(test -> test.path("promql_expr_test").forEach(expectations::add));
        }
        return expectations;
    }

    @Test
    void alert_hasACaseThatFiresAndOneThatDoesNot() {
        Set<String> firing = new HashSet<>();
        Set<String> silent = new HashSet<>();
        for (JsonNode expected : expectations()) {
            Matcher alert = ALERT.matcher(expected.get("expr").asText());
            assertThat(alert.find()).isTrue();
            (expected.get("exp_samples").isEmpty() ? silent : firing).add(alert.group(1));
        }

        assertThat(firing).isEqualTo(Monitoring.alerts().keySet());
        assertThat(silent).isEqualTo(Monitoring.alerts().keySet());
    }

    @Test
    void alert_hasTextsAndAChapter() {
        Set<String> chapters = Pattern.compile("^### (.+)$", Pattern.MULTILINE)
                .matcher(Monitoring.operations())
                .results()
                .map(heading -> heading.group(1))
                .collect(Collectors.toSet());
        assertThat(chapters).containsAll(Monitoring.alerts().keySet());
        Monitoring.alerts().forEach((name, alert) -> {
            JsonNode words = alert.get("annotations");
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("critical", "warning", "info");
            assertThat(words.get("summary").asText()).as(name).isNotBlank();
            assertThat(words.get("description").asText()).as(name).isNotBlank();
            assertThat(words.get("runbook").asText()).isEqualTo("docs/OPERATIONS.md#" + name.toLowerCase(Locale.ROOT));
        });
    }

    @Test
    void panel_hasAUnitAndADescription() {
        assertThat(Monitoring.panels()).hasSizeGreaterThan(20).allSatisfy(panel -> {
            assertThat(panel.get("title").asText()).isNotBlank();
            assertThat(panel.get("description").asText()).isNotBlank();
            assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
            assertThat(panel.get("targets")).isNotEmpty();
        });
        assertThat(Monitoring.panels())
                .extracting(panel -> panel.get("id").asInt())
                .doesNotHaveDuplicates();
    }

    /** Prometheus extrapolates {@code increase}: one callback may count as 1.07. */
    @Test
    void panel_ofACount_showsWholeNumbers() {
        assertThat(Monitoring.panels())
                .filteredOn(
                        panel -> panel.at("/fieldConfig/defaults/unit").asText().equals("short"))
                .filteredOn(panel -> !NO_COUNTS.contains(panel.get("title").asText()))
                .hasSizeGreaterThan(10)
                .allSatisfy(panel -> {
                    assertThat(panel.at("/fieldConfig/defaults/decimals").isInt())
                            .as(panel.get("title").asText())
                            .isTrue();
                    panel.get("targets")
                            .forEach(target -> assertThat(target.get("expr").asText())
                                    .doesNotContainPattern("(?<!round\\()sum[^(]*(\\([^)]*\\) )?\\(increase"));
                });
    }

    /** Grafana shows 0/0 as NaN, so the denominator must not be zero. */
    @Test
    void ratio_hasANonZeroDenominator() {
        List<String> shares = Monitoring.panels().stream()
                .flatMap(panel -> StreamSupport.stream(panel.get("targets").spliterator(), false))
                .map(target -> target.get("expr").asText())
                .filter(query -> query.contains(" / "))
                .toList();

        assertThat(shares).hasSize(2).allMatch(query -> query.endsWith(" > 0)"));
    }

    @Test
    void console_hasItsPanels() {
        Set<String> asked = Monitoring.panels().stream()
                .flatMap(panel -> StreamSupport.stream(panel.get("targets").spliterator(), false))
                .flatMap(target -> Monitoring.metrics(target.get("expr").asText()).stream())
                .filter(metric -> metric.startsWith("gateway_console_"))
                .collect(Collectors.toSet());

        assertThat(asked)
                .isEqualTo(Monitoring.documentedMetrics().stream()
                        .filter(metric -> metric.startsWith("gateway_console_"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void firingAlert_linksToItsChapter() {
        JsonNode firing = Monitoring.panels().stream()
                .filter(panel -> panel.get("title").asText().equals("Firing alerts"))
                .findFirst()
                .orElseThrow();
        Map<String, String> chapters = new TreeMap<>();
        firing.at("/fieldConfig/overrides/0/properties/0/value/0/options")
                .properties()
                .forEach(chapter -> chapters.put(
                        chapter.getKey(), chapter.getValue().get("text").asText()));

        assertThat(firing.findValuesAsText("url")).containsExactly("${operations:raw}#${__value.text}");
        assertThat(chapters.keySet())
                .as("links of the panel \"Firing alerts\" in dashboard.json")
                .isEqualTo(Monitoring.alerts().keySet());
        Monitoring.alerts()
                .forEach((name, alert) -> assertThat(
                                alert.at("/annotations/runbook").asText())
                        .isEqualTo("docs/OPERATIONS.md#" + chapters.get(name)));
    }

    @Test
    void metrics_areFoundInAQuery() {
        assertThat(Monitoring.metrics(
                        "histogram_quantile(0.99, sum by (le) (rate(a_bucket{x=\"y\", z=~\"not_me\"}[5m]))) > 2e3"
                                + " and b_total offset 1d unless on (pod) c / (d > 0.5)"))
                .containsExactlyInAnyOrder("a_bucket", "b_total", "c", "d");
    }

    private static int run(Path program, String... arguments) throws IOException, InterruptedException {
        return new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                        .toList())
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .redirectOutput(WORK.resolve(arguments[0] + ".log").toFile())
                .start()
                .waitFor();
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
