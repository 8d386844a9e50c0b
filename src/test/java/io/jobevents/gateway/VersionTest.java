package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that all files have the version that {@code bin/release} sets. */
class VersionTest {

    private static final Pattern RELEASE = Pattern.compile("(?m)^## (\\d+\\.\\d+\\.\\d+), \\d{4}-\\d{2}-\\d{2}$");
    private static final Pattern TAG = Pattern.compile("(?m)^ +newTag: (.+)$");
    private static final String SNAPSHOT = "-SNAPSHOT";

    /** Before the first release the manifests name the image of the source tree. */
    @ParameterizedTest
    @ValueSource(strings = {"k8s/base/kustomization.yaml", "k8s/overlays/production/kustomization.yaml"})
    void manifests_nameTheReleasedImage(String manifest) throws IOException {
        String image = releases().stream().findFirst().orElse(ProjectVersion.get());

        assertThat(found(TAG, Path.of(manifest))).containsExactly(image);
    }

    @Test
    void version_isTheNewestRelease_orALaterSnapshot() throws IOException {
        String version = ProjectVersion.get();

        if (version.endsWith(SNAPSHOT)) {
            assertThat(releases()).doesNotContain(version.replace(SNAPSHOT, ""));
        } else {
            assertThat(releases()).first().isEqualTo(version);
        }
    }

    @Test
    void scripts_readTheSameVersion() throws IOException {
        Process process = new ProcessBuilder("bin/version").start();

        assertThat(process.inputReader().readLine()).isEqualTo(ProjectVersion.get());
    }

    /** The versions of the changelog, newest first. */
    private static List<String> releases() throws IOException {
        return found(RELEASE, Path.of("CHANGELOG.md")).toList();
    }

    private static Stream<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file)).results().map((MatchResult found) -> found.group(1));
    }
}
