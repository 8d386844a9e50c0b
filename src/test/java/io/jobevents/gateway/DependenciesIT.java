package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Test of the shipped libraries against the bill of materials that the build writes: it lists each jar, each licence is allowed, and
 * {@code docs/DEPENDENCIES.md} is up to date. {@code -Ddependencies.write=true} regenerates the page.
 */
final class DependenciesIT {

    private static final Path PROGRAM = Path.of(System.getProperty("packaged.directory", "target/quarkus-app"));
    private static final Path BILL = PROGRAM.resolveSibling("quarkus-run-cyclonedx.json");
    private static final Path PAGE = Path.of("docs", "DEPENDENCIES.md");

    /** Allowed licences. A jar with several licences needs one of them. */
    private static final Set<String> ALLOWED =
            Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EPL-2.0", "MIT", "MIT-0");

    /** Jars that differ with the platform of the build. */
    private static final Predicate<String> NATIVE =
            Pattern.compile(".*:native-(linux|osx|windows)-.*").asMatchPredicate();

    /** A third-party jar. */
    private record Shipped(String name, String version, List<String> licences, String file) {}

    private static List<Shipped> shipped;

    @BeforeAll
    static void read() throws IOException {
        JsonNode bill = new ObjectMapper().readTree(BILL.toFile());
        shipped = StreamSupport.stream(bill.get("components").spliterator(), false)
                .filter(component -> component
                        .at("/evidence/occurrences/0/location")
                        .asText()
                        .startsWith("lib/"))
                .map(DependenciesIT::shipped)
                .sorted(Comparator.comparing(Shipped::name))
                .toList();
    }

    private static Shipped shipped(JsonNode component) {
        List<String> licences = StreamSupport.stream(component.path("licenses").spliterator(), false)
                .map(licence -> licence.path("license"))
                .map(licence -> licence.path("id").asText(licence.path("name").asText()))
                .toList();
        return new Shipped(
                component.path("group").asText() + ":" + component.path("name").asText(),
                component.path("version").asText(),
                licences,
                component.at("/evidence/occurrences/0/location").asText());
    }

    @Test
    void jar_isInTheBillOfMaterials() throws IOException {
        Set<String> files = new TreeSet<>();
        try (var found = Files.walk(PROGRAM.resolve("lib"))) {
            found.filter(Files::isRegularFile)
                    .forEach(file -> files.add(PROGRAM.relativize(file).toString()));
        }

        assertThat(shipped.stream().map(Shipped::file).collect(Collectors.toSet()))
                .isEqualTo(files);
    }

    @Test
    void licence_isAllowed() {
        assertThat(shipped)
                .isNotEmpty()
                .allSatisfy(jar -> assertThat(jar.licences()).containsAnyElementsOf(ALLOWED));
    }

    /** Ages follow from the dates of the entries of the jars. */
    @Test
    void veryNewOrOldJar_hasAReason() throws IOException {
        Ages ages = Ages.read();
        List<String> without = new ArrayList<>();
        for (Shipped jar : shipped) {
            LocalDate built = Ages.buildDate(PROGRAM.resolve(jar.file()));
            if (ages.needsReason(built) && ages.rows(jar.name()).isEmpty()) {
                without.add(jar.name() + " of " + built);
            }
        }

        assertThat(without)
                .as(
                        "jars that need a row in src/test/resources/dependencies/ages.txt, which describes how to gather the facts")
                .isEmpty();
        assertThat(ages.rows()).allSatisfy(row -> assertThat(shipped).anyMatch(jar -> row.isOf(jar.name())));
    }

    @Test
    void page_isUpToDate() throws IOException {
        if (Boolean.getBoolean("dependencies.write")) {
            Files.writeString(PAGE, page());
        }

        assertThat(PAGE)
                .content()
                .as("content; `bin/maven verify -Ddependencies.write=true` regenerates it")
                .isEqualTo(page());
    }

    /** The version of lit-html in {@code pom.xml}. */
    private static String litHtml() throws IOException {
        return Pattern.compile("<lit-html.version>([^<]+)<")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(version -> version.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Dependencies

                The jars in the package, with the licences that each names; of several, one may be chosen. Jars with native code for the machine of the build are
                left out. Generated by `bin/maven verify -Ddependencies.write=true`. Each build writes the bill of materials, with checksums and files, to
                `target/quarkus-run-cyclonedx.json`.

                The console's page uses one library, unpacked into the gateway's own jar: [lit-html](https://lit.dev) %s (BSD-3-Clause), which inserts untrusted
                text into the page as text.

                | jar | version | licence |
                |---|---|---|
                """.formatted(litHtml()));
        shipped.stream()
                .filter(jar -> !NATIVE.test(jar.name()))
                .forEach(jar -> page.append("| %s | %s | %s |\n"
                        .formatted(jar.name(), jar.version(), String.join(" or ", jar.licences()))));
        Ages ages = Ages.read();
        page.append("""

                ## Young and old jars

                Jars of a release line that began within a year before %s, and those without a release for three years, with the reason to keep
                them. The date is the earliest known date of the line, or that of the version. `src/test/resources/dependencies/ages.txt` has the facts and how they were
                gathered; a test requires a row for each jar whose timestamp is young or old.

                | jars | kind | date | why |
                |---|---|---|---|
                """.formatted(ages.lookup()));
        ages.rows()
                .forEach(row -> page.append("| %s | %s | %s | %s |\n"
                        .formatted(row.jars().replace("*", "\\*"), row.kind(), row.date(), row.why())));
        return page.toString();
    }
}
