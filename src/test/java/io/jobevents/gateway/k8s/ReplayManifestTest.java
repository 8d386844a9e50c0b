package io.jobevents.gateway.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the replay Job's template; {@link ManifestsTest} checks what holds for every object. */
final class ReplayManifestTest {

    private static final Path K8S = Path.of("k8s");
    private static final Path TEMPLATE = K8S.resolve("base/replay.yaml");
    private static final String REPLAY = "job-event-gateway-replay";
    private static final String REPLAYS_USER = "job-event-gateway-replay-kafka";
    private static final Path COMMANDS = Path.of("docs/OPERATIONS.md");
    private static final String PATCH = "PATCH='";

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/local", "overlays/production", "overlays/stateless"})
    void replay_isSuspended_hasNoSpool_andIsInNoService(String folder) {
        Rendered rendered = render(folder);
        Manifest replay = rendered.find("CronJob", REPLAY).orElseThrow();
        Manifest.Pod pod = replay.pod().orElseThrow();

        assertThat(replay.at("/spec/suspend").asBoolean()).isTrue();
        assertThat(pod.gateways()).singleElement().satisfies(container -> {
            assertThat(container.path("args").toString()).isEqualTo("[\"replay\"]");
            assertThat(container.findValuesAsText("mountPath")).containsExactly("/tmp");
        });
        assertThat(rendered.of(List.of("Service")))
                .isNotEmpty()
                .noneMatch(service -> pod.isSelectedBy(service.at("/spec/selector")));
        assertThat(rendered.of(List.of("NetworkPolicy")))
                .isNotEmpty()
                .allMatch(policy -> pod.isSelectedBy(policy.at("/spec/podSelector/matchLabels")));
    }

    @Test
    void patchInTheCommands_replacesOnlyTheArguments() throws IOException {
        String template = Files.readString(TEMPLATE);
        String patch = Files.readString(COMMANDS)
                .lines()
                .filter(line -> line.startsWith(PATCH))
                .map(line -> line.substring(PATCH.length(), line.length() - 1))
                .collect(Collectors.joining())
                .replace("'\"$ARGS\"'", "\"replay\"");

        JsonNode container = Rendered.of(patch).manifests().getFirst().at("/spec/template/spec/containers/0");

        ObjectNode patched = gateway(Rendered.of(template), "CronJob", REPLAY).deepCopy();
        assertThat(container).isEqualTo(patched.retain("name", "args"));
    }

    @Test
    void quarantine_isReadOnlyByTheUserOfTheReplay() {
        Map<String, List<String>> readers = new TreeMap<>();
        render("overlays/strimzi")
                .of(List.of("KafkaUser"))
                .forEach(user -> user.each("/spec/authorization/acls")
                        .filter(acl -> acl.path("operations").toString().matches(".*\"(Read|All)\".*"))
                        .forEach(acl -> readers.computeIfAbsent(user.name(), name -> new ArrayList<>())
                                .add(acl.path("resource").toString())));

        assertThat(readers)
                .containsExactly(
                        entry(REPLAYS_USER, List.of("{\"name\":\"ci.callbacks.rejected\",\"type\":\"topic\"}")));
    }

    @Test
    void userOfTheReplay_mayWriteLikeTheGateway() {
        Rendered strimzi = render("overlays/strimzi");
        String acls = "/spec/authorization/acls";
        JsonNode replays = strimzi.find("KafkaUser", REPLAYS_USER).orElseThrow().at(acls);
        JsonNode gateways = strimzi.find("KafkaUser", "job-event-gateway-kafka")
                .orElseThrow()
                .at(acls);

        assertThat(replays).hasSize(2).containsAll(gateways);
        assertThat(replays.at("/0/operations").toString()).isEqualTo("[\"Read\",\"Write\",\"Describe\"]");
    }

    @Test
    void credentials_differFromThoseOfTheGateway() {
        Rendered production = render("overlays/production");
        JsonNode gateway = gateway(production, "StatefulSet", "job-event-gateway");
        JsonNode drain = gateway(production, "CronJob", "job-event-gateway-drain");
        JsonNode replay = gateway(production, "CronJob", REPLAY);

        assertThat(secrets(replay)).containsExactlyInAnyOrder(REPLAYS_USER, "kafka-cluster-ca-cert");
        assertThat(secrets(gateway)).doesNotContain(REPLAYS_USER);
        assertThat(secrets(drain)).doesNotContain(REPLAYS_USER);
    }

    private static Set<String> secrets(JsonNode container) {
        return Manifest.each(container.path("env"))
                .map(variable -> variable.at("/valueFrom/secretKeyRef/name").asText())
                .collect(Collectors.toSet());
    }

    private static JsonNode gateway(Rendered rendered, String kind, String name) {
        return rendered.find(kind, name)
                .orElseThrow()
                .pod()
                .orElseThrow()
                .gateways()
                .getFirst();
    }

    private static Rendered render(String folder) {
        return Rendered.of(Kustomize.find().build(K8S.resolve(folder)));
    }
}
