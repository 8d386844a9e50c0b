package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Route;
import io.jobevents.gateway.record.TagCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of {@code docs/EVENTS.md}: its marked sections are generated from the catalogue and the schemas, and the warnings, paths and
 * topics in the other tables exist. {@code -Devents.write=true} regenerates the sections.
 */
class EventsPageTest {

    private static final Path PAGE = Path.of("docs", "EVENTS.md");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECTION = "(?<=<!-- begin: %s -->\n)[^\\x00]*?(?=<!-- end: %1$s -->)";
    private static final Pattern PATH = Pattern.compile("`([a-z][A-Za-z]*(\\[])?(\\.[A-Za-z0-9_]+(\\[])?)+)`");

    /** The paths of the members in all golden events. */
    private static final Set<String> OCCURRING = occurring();

    @Test
    void tags_areThoseOfTheCatalogue() throws IOException {
        assertSection(
                "tags",
                TagCatalogue.KNOWN.stream()
                        .map(tag -> "`%s`".formatted(tag))
                        .collect(Collectors.joining(" ", "", "\n")));
    }

    @Test
    void record_isThatOfTheSpecimen() throws IOException {
        Path callback = Path.of("src", "test", "resources", "callbacks", "posterproduction-success.xml");
        EventRecord record = GoldenPairs.records(GoldenPairs.read(callback)).getFirst();
        StringBuilder shown = new StringBuilder(
                "```\ntopic ci.%s\nkey   %s\n".formatted(record.route().topic(), record.key()));
        record.headers().forEach(header -> shown.append("%s: %s\n".formatted(header.name(), header.value())));
        shown.append("\n%s\n```\n".formatted(JSON.readTree(record.value()).toPrettyString()));

        assertSection("record", shown.toString());
    }

    @ParameterizedTest
    @EnumSource
    void members_areThoseOfTheSchema(EventSchema schema) throws IOException {
        JsonNode document = document(schema);
        StringBuilder table = new StringBuilder("| member | type | what it says |\n|---|---|---|\n");
        appendMembers(table, document, document, "");

        assertSection("members of " + schema.path(), table.toString());
    }

    @Test
    void warnings_areComplete() {
        assertThat(section("warnings").lines().filter(line -> line.startsWith("| `")))
                .extracting(line -> line.split("`")[1])
                .isEqualTo(Arrays.stream(Warning.values()).map(Warning::code).toList());
    }

    /** Each path occurs in a golden event, with arrays in the same places. */
    @ParameterizedTest
    @MethodSource
    void path_isInAGoldenEvent(String path) {
        assertThat(OCCURRING).contains(path);
    }

    static Stream<String> path_isInAGoldenEvent() {
        return PATH.matcher(section("read first"))
                .results()
                .map(result -> result.group(1))
                .distinct();
    }

    @Test
    void readFirst_namesTagsOfTheCatalogue() {
        Set<String> named = section("read first")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1])
                .flatMap(cell -> Pattern.compile("`(\\w+)`").matcher(cell).results())
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).isEqualTo(new TreeSet<>(TagCatalogue.KNOWN));
    }

    @Test
    void patterns_matchOnlyTopicsOfEvents() {
        List<String> topics = Route.all(GoldenPairs.CATALOGUE).stream()
                .map(topic -> "ci." + topic)
                .toList();

        assertThat(section("patterns").lines().filter(line -> line.startsWith("ci")))
                .hasSizeGreaterThan(4)
                .allSatisfy(line -> assertThat(topics.stream()
                                .filter(Pattern.compile(line.split(" +")[0]).asMatchPredicate()))
                        .isNotEmpty()
                        .doesNotContain("ci." + Route.QUARANTINE.topic()));
        String all = section("patterns")
                .lines()
                .filter(line -> line.endsWith("all events"))
                .findFirst()
                .orElseThrow();
        assertThat(topics.stream().filter(Pattern.compile(all.split(" +")[0]).asMatchPredicate()))
                .hasSize(topics.size() - 1);
    }

    private static void assertSection(String name, String expected) throws IOException {
        if (Boolean.getBoolean("events.write")) {
            Files.writeString(PAGE, pattern(name).matcher(page()).replaceFirst(Matcher.quoteReplacement(expected)));
        }

        assertThat(section(name))
                .as("bin/maven test -Dtest=EventsPageTest -Devents.write=true writes it")
                .isEqualTo(expected);
    }

    private static String section(String name) {
        return pattern(name)
                .matcher(page())
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();
    }

    private static Pattern pattern(String name) {
        return Pattern.compile(SECTION.formatted(Pattern.quote(name)));
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void appendMembers(StringBuilder table, JsonNode document, JsonNode object, String around) {
        Set<String> required = new TreeSet<>();
        object.path("required").forEach(name -> required.add(name.asText()));
        object.path("properties").properties().forEach(member -> {
            JsonNode value = resolved(document, member.getValue());
            JsonNode items = resolved(document, value.path("items"));
            String path = around + member.getKey();
            String words = Optional.of(member.getValue().path("description").asText())
                    .filter(text -> !text.isEmpty())
                    .orElse(value.path("description").asText());
            table.append("| `%s`%s | %s | %s |\n"
                    .formatted(path, required.contains(member.getKey()) ? " (always)" : "", type(value, items), words));
            appendMembers(table, document, value, path + ".");
            appendMembers(table, document, items, path + "[].");
        });
    }

    private static String type(JsonNode value, JsonNode items) {
        String type = value.path("type").asText();
        return switch (type) {
            case "string" -> value.has("format") ? "time" : "text";
            case "array" -> items.has("properties") ? "list of objects" : "list of texts";
            case "boolean" -> value.has("const") ? "`true`" : "`true` or `false`";
            default -> type;
        };
    }

    private static JsonNode resolved(JsonNode document, JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    private static JsonNode document(EventSchema schema) {
        try {
            return JSON.readTree(schema.document("urn:x"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> occurring() {
        Set<String> paths = new TreeSet<>();
        GoldenPairs.events().stream()
                .flatMap(file -> new String(GoldenPairs.read(file), StandardCharsets.UTF_8).lines())
                .forEach(line -> {
                    try {
                        collect(JSON.readTree(line), "", paths);
                    } catch (JsonProcessingException e) {
                        throw new IllegalStateException(e);
                    }
                });
        return paths;
    }

    private static void collect(JsonNode value, String path, Set<String> paths) {
        paths.add(path);
        value.properties()
                .forEach(member -> collect(
                        member.getValue(), path.isEmpty() ? member.getKey() : path + "." + member.getKey(), paths));
        if (value.isArray()) {
            value.forEach(item -> collect(item, path + "[]", paths));
        }
    }
}
