package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests of {@code docs/SECURITY.md}: each line of its table names tests, and the named tests, keys and alerts exist. */
final class SecurityPageTest {

    private static final Path PAGE = Path.of("docs", "SECURITY.md");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|IT|CT|Fault))`");
    private static final Pattern KEY = Pattern.compile("`(gateway\\.[a-z.-]+)(?:=[a-z]+)?`");
    private static final Pattern ALERT = Pattern.compile("`(Gateway[A-Z][A-Za-z]+)`");

    @Test
    void line_namesExistingTests() throws IOException {
        Set<String> classes = classes();

        assertThat(named(TEST)).hasSizeGreaterThan(25).isSubsetOf(classes);
        assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| **")))
                .hasSizeGreaterThan(10)
                .allSatisfy(line -> assertThat(line).containsPattern("[A-Za-z]+(Test|IT|CT|Fault)`? \\|$"));
    }

    @Test
    void keysAndAlerts_exist() throws IOException {
        String settings = Files.readString(Path.of("src", "main", "resources", "application.properties"));
        String operations = Files.readString(Path.of("docs", "OPERATIONS.md"));

        assertThat(named(KEY))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(settings).contains(key));
        assertThat(named(ALERT))
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(operations).contains("### " + alert + "\n"));
    }

    private static List<String> named(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static Set<String> classes() throws IOException {
        try (Stream<Path> files = Stream.concat(
                Files.walk(Path.of("src", "test", "java")), Files.walk(Path.of("src", "tools", "java")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }
}
