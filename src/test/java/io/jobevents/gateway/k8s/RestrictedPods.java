package io.jobevents.gateway.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobevents.gateway.k8s.Manifest.Pod;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks every pod against the <em>restricted</em> Pod Security Standard, and gateways against further rules: their own user, a
 * read-only root file system, and files of Secrets that only their group reads.
 */
final class RestrictedPods {

    private static final int USER = 10001;
    /** Permissions of files that must not be set: the gateway reads Secrets by its group. */
    private static final int FORBIDDEN = 0777 & ~0440;
    /** Kubernetes' default mode of a volume's files. */
    private static final int DEFAULT_MODE = 0644;

    private static final Set<String> VOLUMES = Set.of(
            "configMap",
            "csi",
            "downwardAPI",
            "emptyDir",
            "ephemeral",
            "image",
            "persistentVolumeClaim",
            "projected",
            "secret");

    private RestrictedPods() {}

    static List<String> faults(Rendered rendered) {
        return rendered.pods()
                .flatMap(pod -> faults(pod).map(fault -> pod.owner().title() + ": " + fault))
                .toList();
    }

    private static Stream<String> faults(Pod pod) {
        JsonNode spec = pod.spec();
        Stream<String> shared = Stream.of("hostNetwork", "hostPID", "hostIPC")
                .filter(field -> spec.path(field).asBoolean())
                .map(field -> field + " is true");
        Stream<String> volumes = Manifest.each(spec.path("volumes"))
                .filter(volume -> Manifest.texts(volume).keySet().stream().noneMatch(VOLUMES::contains))
                .map(volume -> "volume " + volume.path("name").asText() + " is of a kind that is not allowed");
        Stream<String> sysctls = Stream.of(spec.at("/securityContext/sysctls"))
                .filter(list -> !list.isEmpty())
                .map(list -> "sysctls are set");
        Stream<String> containers = pod.containers().stream()
                .flatMap(container -> faults(pod, container)
                        .map(fault -> "container " + container.path("name").asText() + ": " + fault));
        return Stream.of(shared, volumes, sysctls, containers, own(pod)).flatMap(faults -> faults);
    }

    private static Stream<String> faults(Pod pod, JsonNode container) {
        JsonNode own = container.path("securityContext");
        JsonNode capabilities = own.path("capabilities");
        String seccomp =
                effective(pod, container, "seccompProfile").path("type").asText();
        JsonNode user = effective(pod, container, "runAsUser");
        return Stream.of(
                        unless(effective(pod, container, "runAsNonRoot").asBoolean(), "runAsNonRoot is not true"),
                        unless(!user.isInt() || user.asInt() != 0, "runs as root"),
                        unless(Set.of("RuntimeDefault", "Localhost").contains(seccomp), "has no seccompProfile"),
                        unless(!own.path("privileged").asBoolean(), "is privileged"),
                        unless(
                                own.path("allowPrivilegeEscalation").isBoolean()
                                        && !own.path("allowPrivilegeEscalation").asBoolean(),
                                "allowPrivilegeEscalation is not false"),
                        unless(texts(capabilities.path("drop")).contains("ALL"), "does not drop ALL capabilities"),
                        unless(
                                Set.of("NET_BIND_SERVICE").containsAll(texts(capabilities.path("add"))),
                                "adds capabilities"),
                        unless(own.path("procMount").asText("Default").equals("Default"), "procMount is not Default"),
                        unless(
                                Manifest.each(container.path("ports")).noneMatch(port -> port.has("hostPort")),
                                "has a hostPort"))
                .flatMap(faults -> faults);
    }

    private static Stream<String> own(Pod pod) {
        JsonNode context = pod.spec().path("securityContext");
        return pod.gateways().stream()
                .flatMap(gateway -> Stream.of(
                        unless(
                                gateway.at("/securityContext/readOnlyRootFilesystem")
                                        .asBoolean(),
                                "readOnlyRootFilesystem is not true"),
                        unless(
                                Stream.of("runAsUser", "runAsGroup", "fsGroup")
                                        .allMatch(field -> context.path(field).asInt() == USER),
                                "user, group and fsGroup are not all " + USER),
                        unless(
                                pod.spec().path("automountServiceAccountToken").isBoolean()
                                        && !pod.spec()
                                                .path("automountServiceAccountToken")
                                                .asBoolean(),
                                "has a token for the Kubernetes API, which it never calls"),
                        unless(
                                Manifest.each(pod.spec().path("volumes"))
                                        .map(volume -> volume.path("secret"))
                                        .filter(secret -> !secret.isMissingNode())
                                        .allMatch(secret ->
                                                (secret.path("defaultMode").asInt(DEFAULT_MODE) & FORBIDDEN) == 0),
                                "a Secret's files may be read by others than the gateway's group")))
                .flatMap(faults -> faults);
    }

    /** A container's setting, or its pod's if the container has none. */
    private static JsonNode effective(Pod pod, JsonNode container, String field) {
        JsonNode own = container.at("/securityContext/" + field);
        return own.isMissingNode() ? pod.spec().at("/securityContext/" + field) : own;
    }

    private static List<String> texts(JsonNode list) {
        return Manifest.each(list).map(JsonNode::asText).toList();
    }

    private static Stream<String> unless(boolean right, String fault) {
        return right ? Stream.empty() : Stream.of(fault);
    }
}
