package io.jobevents.gateway.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobevents.gateway.k8s.Manifest.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Checks that the objects and ports that an object names exist: ports, labels, Services, ConfigMaps and Secrets with their keys,
 * claims, accounts. Kubernetes accepts a name that does not exist; then the pod does not start, or the traffic is lost.
 */
final class References {

    private final Rendered rendered;
    private final Predicate<String> explained;
    private final List<String> faults = new ArrayList<>();

    private References(Rendered rendered, Predicate<String> explained) {
        this.rendered = rendered;
        this.explained = explained;
    }

    /** @param explained whether the documentation describes how to create the Secret of that name, if none is rendered */
    static List<String> faults(Rendered rendered, Predicate<String> explained) {
        References references = new References(rendered, explained);
        references.check();
        return List.copyOf(references.faults);
    }

    private void check() {
        rendered.pods().forEach(this::pod);
        rendered.manifests().forEach(manifest -> {
            switch (manifest.kind()) {
                case "Service" -> service(manifest);
                case "StatefulSet" -> statefulSet(manifest);
                case "Deployment" -> selector(manifest);
                case "PodDisruptionBudget" -> disruptionBudget(manifest);
                case "NetworkPolicy" -> networkPolicy(manifest);
                case "HorizontalPodAutoscaler" -> autoscaler(manifest);
                case "Ingress" -> ingress(manifest);
                case "ServiceMonitor" -> serviceMonitor(manifest);
                default -> {} // has no references to check
            }
        });
    }

    private void pod(Pod pod) {
        Manifest owner = pod.owner();
        String account = pod.spec().path("serviceAccountName").asText();
        unless(
                account.isEmpty() || rendered.find("ServiceAccount", account).isPresent(),
                owner,
                "no ServiceAccount " + account);
        List<String> volumes = Stream.concat(
                        Manifest.each(pod.spec().path("volumes"))
                                .map(volume -> volume.path("name").asText()),
                        owner.each("/spec/volumeClaimTemplates")
                                .map(claim -> claim.at("/metadata/name").asText()))
                .toList();
        List<String> mounted = new ArrayList<>();
        for (JsonNode container : pod.containers()) {
            Manifest.each(container.path("volumeMounts"))
                    .forEach(mount -> mounted.add(mount.path("name").asText()));
            Stream.of("startupProbe", "readinessProbe", "livenessProbe")
                    .flatMap(probe -> Stream.of("httpGet", "tcpSocket")
                            .map(way -> container.at("/" + probe + "/" + way + "/port"))
                            .filter(port -> !port.isMissingNode()))
                    .forEach(port -> unless(
                            pod.ports().contains(port.asText()), owner, "a probe requests the port " + port.asText()));
            environment(owner, container);
        }
        List<String> containers = pod.containers().stream()
                .map(container -> container.path("name").asText())
                .toList();
        owner.each("/spec/jobTemplate/spec/podFailurePolicy/rules")
                .flatMap(rule -> named(rule, "/onExitCodes/containerName").stream())
                .forEach(name -> unless(containers.contains(name), owner, "no container " + name));
        mounted.forEach(name -> unless(volumes.contains(name), owner, "no volume " + name));
        volumes.forEach(name -> unless(mounted.contains(name), owner, "no container mounts the volume " + name));
        Manifest.each(pod.spec().path("volumes")).forEach(volume -> volume(owner, volume));
        Manifest.each(pod.spec().path("topologySpreadConstraints"))
                .forEach(spread -> unless(
                        pod.isSelectedBy(spread.at("/labelSelector/matchLabels")),
                        owner,
                        "is spread over " + spread.path("topologyKey").asText() + " by the labels of other pods"));
    }

    private void environment(Manifest owner, JsonNode container) {
        Manifest.each(container.path("envFrom")).forEach(from -> {
            named(from, "/configMapRef/name").ifPresent(name -> key(owner, "ConfigMap", name, Optional.empty()));
            named(from, "/secretRef/name").ifPresent(name -> key(owner, "Secret", name, Optional.empty()));
        });
        Manifest.each(container.path("env")).forEach(variable -> {
            JsonNode from = variable.path("valueFrom");
            named(from, "/configMapKeyRef/name")
                    .ifPresent(name -> key(owner, "ConfigMap", name, named(from, "/configMapKeyRef/key")));
            named(from, "/secretKeyRef/name")
                    .ifPresent(name -> key(owner, "Secret", name, named(from, "/secretKeyRef/key")));
        });
    }

    private void volume(Manifest owner, JsonNode volume) {
        named(volume, "/configMap/name").ifPresent(name -> key(owner, "ConfigMap", name, Optional.empty()));
        named(volume, "/secret/secretName").ifPresent(name -> key(owner, "Secret", name, Optional.empty()));
        named(volume, "/persistentVolumeClaim/claimName")
                .ifPresent(name -> unless(
                        rendered.find("PersistentVolumeClaim", name).isPresent() || isClaimOfAPod(name),
                        owner,
                        "no claim " + name));
    }

    /** Whether a claim is named like those of a StatefulSet, with {@code ordinal} for the number. */
    private boolean isClaimOfAPod(String name) {
        return rendered.of(List.of("StatefulSet"))
                .flatMap(set -> set.each("/spec/volumeClaimTemplates")
                        .map(claim -> claim.at("/metadata/name").asText() + "-" + set.name() + "-ordinal"))
                .anyMatch(name::equals);
    }

    private void key(Manifest owner, String kind, String name, Optional<String> key) {
        Optional<Manifest> holder = rendered.find(kind, name);
        if (holder.isEmpty()) {
            unless(kind.equals("Secret") && explained.test(name), owner, "no " + kind + " " + name);
            return;
        }
        key.ifPresent(wanted -> unless(
                Stream.of("data", "stringData")
                        .anyMatch(part -> holder.get().json().path(part).has(wanted)),
                owner,
                kind + " " + name + " has no key " + wanted));
    }

    private void service(Manifest service) {
        List<Pod> pods = podsOf(service, service.at("/spec/selector"));
        service.each("/spec/ports").forEach(port -> {
            JsonNode target = port.path("targetPort");
            pods.forEach(pod -> unless(
                    pod.ports().contains(target.asText()),
                    service,
                    "pods of " + pod.owner().title() + " have no port " + target.asText()));
        });
    }

    private void statefulSet(Manifest set) {
        selector(set);
        String name = set.at("/spec/serviceName").asText();
        Optional<Manifest> service = rendered.find("Service", name);
        unless(service.isPresent(), set, "no Service " + name);
        service.ifPresent(found -> unless(
                found.at("/spec/clusterIP").asText().equals("None")
                        && set.pod().orElseThrow().isSelectedBy(found.at("/spec/selector")),
                set,
                "Service " + name + " is not the headless one of its pods"));
    }

    private void selector(Manifest workload) {
        unless(
                workload.pod().orElseThrow().isSelectedBy(workload.at("/spec/selector/matchLabels")),
                workload,
                "the selector does not match its own pods");
    }

    private void disruptionBudget(Manifest budget) {
        podsOf(budget, budget.at("/spec/selector/matchLabels"));
    }

    private void networkPolicy(Manifest policy) {
        List<Pod> pods = podsOf(policy, policy.at("/spec/podSelector/matchLabels"));
        policy.each("/spec/ingress")
                .flatMap(rule -> Manifest.each(rule.path("ports")))
                .map(port -> port.path("port").asText())
                .forEach(port -> unless(
                        pods.stream().anyMatch(pod -> pod.ports().contains(port)),
                        policy,
                        "no pod has a port " + port));
    }

    private void autoscaler(Manifest autoscaler) {
        JsonNode target = autoscaler.at("/spec/scaleTargetRef");
        Optional<Manifest> scaled = rendered.find(
                        target.path("kind").asText(), target.path("name").asText())
                .filter(found ->
                        found.apiVersion().equals(target.path("apiVersion").asText()));
        unless(scaled.isPresent(), autoscaler, "the scaled object does not exist");
        scaled.ifPresent(found -> unless(
                !found.json().path("spec").has("replicas"),
                autoscaler,
                "spec.replicas is set, so each kubectl apply would undo the autoscaling"));
    }

    private void ingress(Manifest ingress) {
        List<String> guarded = ingress.each("/spec/tls")
                .flatMap(tls -> Manifest.each(tls.path("hosts")))
                .map(JsonNode::asText)
                .toList();
        ingress.each("/spec/tls")
                .map(tls -> tls.path("secretName").asText())
                .forEach(name -> key(ingress, "Secret", name, Optional.empty()));
        ingress.each("/spec/rules").forEach(rule -> {
            String host = rule.path("host").asText();
            unless(guarded.contains(host), ingress, "no TLS for the host " + host);
            Manifest.each(rule.at("/http/paths"))
                    .map(path -> path.at("/backend/service"))
                    .forEach(backend -> {
                        String name = backend.path("name").asText();
                        String port = backend.at("/port/name").asText();
                        unless(
                                rendered.find("Service", name)
                                        .filter(service -> hasPort(service, port))
                                        .isPresent(),
                                ingress,
                                "no Service " + name + " with a port " + port);
                    });
        });
    }

    private void serviceMonitor(Manifest monitor) {
        JsonNode labels = monitor.at("/spec/selector/matchLabels");
        List<Manifest> services = rendered.of(List.of("Service"))
                .filter(service -> Manifest.texts(service.at("/metadata/labels"))
                        .entrySet()
                        .containsAll(Manifest.texts(labels).entrySet()))
                .toList();
        monitor.each("/spec/endpoints")
                .map(endpoint -> endpoint.path("port").asText())
                .forEach(port -> unless(
                        services.stream().anyMatch(service -> hasPort(service, port)),
                        monitor,
                        "no Service that it selects has a port " + port));
    }

    private static boolean hasPort(Manifest service, String port) {
        return service.each("/spec/ports")
                .anyMatch(declared -> declared.path("name").asText().equals(port));
    }

    /** The pods that a selector matches; it is a fault if there are none. */
    private List<Pod> podsOf(Manifest owner, JsonNode labels) {
        List<Pod> pods = rendered.pods().filter(pod -> pod.isSelectedBy(labels)).toList();
        unless(!labels.isEmpty() && !pods.isEmpty(), owner, "selects no pods");
        return pods;
    }

    private static Optional<String> named(JsonNode node, String pointer) {
        return Optional.of(node.at(pointer).asText()).filter(name -> !name.isEmpty());
    }

    private void unless(boolean right, Manifest owner, String fault) {
        if (!right) {
            faults.add(owner.title() + ": " + fault);
        }
    }
}
