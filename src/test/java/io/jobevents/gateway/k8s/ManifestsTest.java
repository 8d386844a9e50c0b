package io.jobevents.gateway.k8s;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.record.Route;
import io.jobevents.gateway.record.TagCatalogue;
import io.jobevents.gateway.tools.k8s.StrimziTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of everything in {@code k8s/}: each kustomization renders without faults, and each file belongs to one. */
@Execution(ExecutionMode.CONCURRENT) // beside other classes, since it changes nothing of theirs
@ResourceLock("ManifestsTest") // so that its own tests run in turn: models are not thread-safe
final class ManifestsTest {

    private static final Path K8S = Path.of("k8s");
    private static final String KUSTOMIZATION = "kustomization.yaml";
    private static final String SECRET_TEMPLATE = "secret-template.yaml";
    private static final Path OPERATIONS = Path.of("docs", "OPERATIONS.md");

    private static final Map<Path, Rendered> RENDERED = new TreeMap<>();
    private static final Models MODELS = new Models();

    @BeforeAll
    static void renderAll() {
        Kustomize kustomize = Kustomize.find();
        folders("Kustomization").forEach(folder -> RENDERED.put(folder, Rendered.of(kustomize.build(folder))));
    }

    static Stream<Arguments> kustomizations() {
        return folders("Kustomization").map(folder -> argumentSet(folder.toString(), folder));
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void objects_matchTheirModels(Path folder) {
        Rendered rendered = RENDERED.get(folder);

        assertThat(rendered.manifests()).isNotEmpty();
        assertThat(MODELS.faults(rendered)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void references_exist(Path folder) {
        assertThat(References.faults(RENDERED.get(folder), explainedSecrets())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void settings_areValid(Path folder) {
        assertThat(Settings.faults(RENDERED.get(folder))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void pods_areRestricted(Path folder) {
        assertThat(RestrictedPods.faults(RENDERED.get(folder))).isEmpty();
    }

    @Test
    void component_isPartOfAnOverlay() {
        Set<Path> used = folders("Kustomization")
                .flatMap(folder -> Manifest.each(kustomization(folder).path("components"))
                        .map(component -> folder.resolve(component.asText()).normalize()))
                .collect(Collectors.toSet());

        assertThat(folders("Component")).isNotEmpty().allMatch(used::contains);
    }

    @Test
    void file_isNamedByItsKustomization() {
        List<Path> orphans = files().filter(file -> !file.endsWith(KUSTOMIZATION) && !file.endsWith(SECRET_TEMPLATE))
                .filter(file -> !read(file.resolveSibling(KUSTOMIZATION))
                        .contains(file.getFileName().toString()))
                .toList();

        assertThat(orphans).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"base, job-event-gateway-tokens", "components/sources, job-event-gateway-sources"})
    void secretTemplate_isRefusedByTheGateway(String folder, String name) {
        Rendered template = Rendered.of(read(K8S.resolve(folder).resolve(SECRET_TEMPLATE)));
        Manifest secret = template.find("Secret", name).orElseThrow();

        assertThat(MODELS.faults(template)).isEmpty();
        assertThat(Manifest.texts(secret.at("/stringData")).values())
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allSatisfy(token -> assertThat(DeployedSettings.faults(Map.of("GATEWAY_HTTP_TOKENS", token)))
                        .singleElement()
                        .asString()
                        .contains("gateway.http.tokens"));
    }

    @Test
    void secretTemplateOfTheConsole_isRefusedByTheGateway() {
        Rendered template = Rendered.of(read(K8S.resolve("components/console").resolve(SECRET_TEMPLATE)));
        Manifest secret = template.find("Secret", "job-event-gateway-console").orElseThrow();

        assertThat(MODELS.faults(template)).isEmpty();
        assertThat(DeployedSettings.faults(Map.of(
                        "GATEWAY_HTTP_AUTH",
                        "none",
                        "GATEWAY_CONSOLE_TOKENS",
                        Manifest.texts(secret.at("/stringData")).get("tokens"))))
                .singleElement()
                .asString()
                .contains("gateway.console.tokens");
    }

    @Test
    void console_hasTmpOnDiskForItsIndex() {
        assertThat(tmp(pod("overlays/console", "StatefulSet")).toString())
                .isEqualTo("{\"medium\":\"\",\"sizeLimit\":\"512Mi\"}");
        assertThat(tmp(pod("base", "StatefulSet")).toString())
                .isEqualTo("{\"medium\":\"Memory\",\"sizeLimit\":\"32Mi\"}");
    }

    private static JsonNode tmp(JsonNode pod) {
        return pod.at("/volumes")
                .valueStream()
                .filter(volume -> volume.at("/name").asText().equals("tmp"))
                .map(volume -> volume.at("/emptyDir"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void source_hasATokenInTheSecretTemplate() {
        Set<String> files = RENDERED.get(K8S.resolve("overlays/sources"))
                .of(List.of("ConfigMap"))
                .flatMap(map -> Manifest.texts(map.at("/data")).entrySet().stream())
                .filter(setting -> setting.getKey().matches("GATEWAY_SOURCES_.+_TOKENS_FILE"))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        Manifest secret = Rendered.of(read(K8S.resolve("components/sources").resolve(SECRET_TEMPLATE)))
                .find("Secret", "job-event-gateway-sources")
                .orElseThrow();

        assertThat(files)
                .containsExactlyInAnyOrderElementsOf(Manifest.texts(secret.at("/stringData")).keySet().stream()
                        .map(key -> "/sources/" + key)
                        .toList());
    }

    @Test
    void production_rendersNoSecret() {
        assertThat(RENDERED.get(K8S.resolve("overlays/production")).of(List.of("Secret")))
                .isEmpty();
    }

    @Test
    void kafkaTopics_areThoseOfTheCatalogue() {
        assertThat(read(K8S.resolve("components/strimzi/kafka-topics.yaml")))
                .as("content; `bin/strimzi-topics` generates it")
                .isEqualTo(StrimziTopics.yaml(DeployedSettings.config(Map.of("GATEWAY_HTTP_AUTH", "none"))));
        Set<String> names = RENDERED.get(K8S.resolve("overlays/strimzi"))
                .of(List.of("KafkaTopic"))
                .map(Manifest::name)
                .collect(Collectors.toSet());

        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(Route.all(new TagCatalogue(Set.of())).stream()
                        .map(topic -> "ci." + topic)
                        .toList());
    }

    @Test
    void kafkaUser_mayOnlyWriteToTheGatewaysTopics() {
        JsonNode acls = RENDERED.get(K8S.resolve("overlays/strimzi"))
                .find("KafkaUser", "job-event-gateway-kafka")
                .orElseThrow()
                .at("/spec/authorization/acls");

        assertThat(acls).hasSize(1);
        assertThat(acls.at("/0/resource/name").asText()).isEqualTo("ci.");
        assertThat(acls.at("/0/resource/patternType").asText()).isEqualTo("prefix");
        assertThat(acls.at("/0/operations").toString()).isEqualTo("[\"Write\",\"Describe\",\"DescribeConfigs\"]");
    }

    @Test
    void topicsInOperations_areThoseOfTheManifests() {
        List<String> lines = read(K8S.resolve("components/strimzi/kafka-topics.yaml"))
                .lines()
                .map(String::strip)
                .toList();
        long topics = lines.stream().filter("kind: KafkaTopic"::equals).count();
        Set<String> sizes = lines.stream()
                .filter(line -> line.startsWith("max.message.bytes:"))
                .map(line -> line.replace(": ", "="))
                .collect(Collectors.toSet());

        String operations = read(OPERATIONS);

        assertThat(operations).contains("all of the catalogue are " + topics + ",");
        assertThat(sizes).singleElement(as(STRING)).isSubstringOf(operations);
        assertThat(Route.required()).allSatisfy(topic -> assertThat(operations).contains(topic));
    }

    @Test
    void kafkaUser_withTheConsole_mayAlsoRead() {
        JsonNode acls = RENDERED.get(K8S.resolve("overlays/strimzi-console"))
                .find("KafkaUser", "job-event-gateway-kafka")
                .orElseThrow()
                .at("/spec/authorization/acls");

        assertThat(acls).hasSize(1);
        assertThat(acls.at("/0/operations").toString())
                .isEqualTo("[\"Write\",\"Describe\",\"DescribeConfigs\",\"Read\"]");
    }

    @Test
    void statelessPods_differOnlyInTheSpool() {
        ObjectNode kept = pod("base", "StatefulSet");
        ObjectNode stateless = pod("overlays/stateless", "Deployment");

        assertThat(stateless.at("/containers/0").findValuesAsText("mountPath")).containsExactly("/tmp", "/tokens");
        assertThat(kept.at("/containers/0").findValuesAsText("mountPath")).containsExactly("/spool", "/tmp", "/tokens");
        assertThat(withoutAllowedDifferences(stateless)).isEqualTo(withoutAllowedDifferences(kept));
    }

    private static ObjectNode pod(String folder, String kind) {
        return RENDERED.get(K8S.resolve(folder))
                .find(kind, "job-event-gateway")
                .flatMap(Manifest::pod)
                .map(found -> (ObjectNode) found.spec().deepCopy())
                .orElseThrow();
    }

    private static JsonNode withoutAllowedDifferences(ObjectNode pod) {
        pod.remove("terminationGracePeriodSeconds");
        ObjectNode container = (ObjectNode) pod.at("/containers/0");
        container.remove(List.of("volumeMounts", "envFrom"));
        return pod;
    }

    /** Secrets that are not rendered must be described in {@code docs/OPERATIONS.md}. */
    private static Predicate<String> explainedSecrets() {
        String operations = read(OPERATIONS);
        return name -> operations.contains(name);
    }

    /** The folders of all kustomizations of a kind, in alphabetical order. */
    private static Stream<Path> folders(String kind) {
        return files().filter(file -> file.endsWith(KUSTOMIZATION))
                .map(Path::getParent)
                .filter(folder -> kustomization(folder).path("kind").asText().equals(kind));
    }

    private static JsonNode kustomization(Path folder) {
        return Rendered.of(read(folder.resolve(KUSTOMIZATION)))
                .manifests()
                .getFirst()
                .json();
    }

    private static Stream<Path> files() {
        try (Stream<Path> files = Files.walk(K8S)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
