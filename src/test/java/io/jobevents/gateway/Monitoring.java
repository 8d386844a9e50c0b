package io.jobevents.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The repository's monitoring files: alert rules, dashboard, and {@code docs/OPERATIONS.md}. */
final class Monitoring {

    private static final Path FOLDER = Path.of("k8s", "components", "monitoring");
    private static final Path OPERATIONS = Path.of("docs", "OPERATIONS.md");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The parts of a query that hold no metric names: texts, windows, groupings, and labels in braces. */
    private static final Pattern BESIDE = Pattern.compile(
            "\"[^\"]*\"|\\[[^]]*]|\\b(by|on|without|ignoring|group_left|group_right)\\s*\\([^)]*\\)|\\{[^}]*}");

    /** A metric name: not a letter in a number such as 2e3 or 1d, and not a function. */
    private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_][a-zA-Z0-9_]*\\b(?!\\s*\\()");

    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");
    private static final Pattern DOCUMENTED = Pattern.compile("^\\| `(gateway_[a-z_]+)", Pattern.MULTILINE);

    private Monitoring() {}

    /** The {@code spec} of the rule object, in Prometheus' own format. */
    static JsonNode rules() {
        return read(YAML, FOLDER.resolve("prometheus-rule.yaml")).get("spec");
    }

    /** The alerts by name. */
    static Map<String, JsonNode> alerts() {
        Map<String, JsonNode> alerts = new TreeMap<>();
        rules().get("groups")
                .forEach(group -> group.get("rules")
                        .forEach(rule -> alerts.put(rule.get("alert").asText(), rule)));
        return alerts;
    }

    static JsonNode dashboard() {
        return read(JSON, FOLDER.resolve("dashboard.json"));
    }

    /** All panels but the row headings. */
    static List<JsonNode> panels() {
        return StreamSupport.stream(dashboard().get("panels").spliterator(), false)
                .filter(panel -> !panel.get("type").asText().equals("row"))
                .toList();
    }

    /** Every query of the rules and of the dashboard. */
    static List<String> queries() {
        List<String> queries = new ArrayList<>();
        alerts().values().forEach(alert -> queries.add(alert.get("expr").asText()));
        panels().forEach(panel -> panel.get("targets")
                .forEach(target -> queries.add(target.get("expr").asText())));
        return queries;
    }

    /** The names of the metrics in a query. */
    static Set<String> metrics(String query) {
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(BESIDE.matcher(query).replaceAll(" "));
        while (name.find()) {
            if (!WORDS.contains(name.group())) {
                names.add(name.group());
            }
        }
        return names;
    }

    /** The gateway's metrics in the tables of {@code docs/OPERATIONS.md}. */
    static Set<String> documentedMetrics() {
        return DOCUMENTED
                .matcher(operations())
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());
    }

    static String operations() {
        try {
            return Files.readString(OPERATIONS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode yaml(Path file) {
        return read(YAML, file);
    }

    private static JsonNode read(ObjectMapper mapper, Path file) {
        try {
            return mapper.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
