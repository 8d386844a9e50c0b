package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The project's version in {@code pom.xml}. */
public final class ProjectVersion {

    private static final Pattern VERSION =
            Pattern.compile("<artifactId>job-event-gateway</artifactId>\\s*<version>(.*?)<");

    private ProjectVersion() {}

    public static String get() {
        try {
            Matcher version = VERSION.matcher(Files.readString(Path.of("pom.xml")));
            assertThat(version.find()).isTrue();
            return version.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
