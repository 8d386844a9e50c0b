package io.jobevents.gateway.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.k8s.Manifest.Pod;
import io.quarkus.kafka.client.runtime.KafkaRuntimeConfigProducer;
import io.quarkus.runtime.ApplicationConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Checks that a gateway would start with its pod's environment, and that the pod's fields agree with the settings: termination grace
 * period, size of the claim, files of tokens, memory, ports, body size of the Ingress.
 */
final class Settings {

    /** For answers in flight and for closing the producer, at most five seconds each. */
    private static final long STOPPING_SECONDS = 10;
    /** Stands for the value of a Secret that is not rendered. The checks accept it as a token and as PEM. */
    private static final String FROM_SECRET = "a-token-of-a-secret";

    private static final Pattern TOKENS = Pattern.compile("GATEWAY_(HTTP|CONSOLE|SOURCES_.+)_TOKENS");

    private static final String REPLAY = "replay";
    /** Disk space for a million keys: 150 bytes each, and as much again for SQLite's temporary files. */
    private static final BigDecimal KEYS = BigDecimal.valueOf(300L * 1000_000);

    private static final String BODY_LIMIT = "nginx.ingress.kubernetes.io/proxy-body-size";
    private static final Pattern QUANTITY = Pattern.compile("([0-9.]+)(Ki|Mi|Gi|Ti|k|m|M|G|T)?");
    private static final Map<String, BigDecimal> UNITS = Map.of(
            "m", new BigDecimal("0.001"),
            "k", BigDecimal.valueOf(1000),
            "M", BigDecimal.valueOf(1000_000),
            "G", BigDecimal.valueOf(1000_000_000),
            "T", BigDecimal.valueOf(1000_000_000_000L),
            "Ki", BigDecimal.valueOf(1L << 10),
            "Mi", BigDecimal.valueOf(1L << 20),
            "Gi", BigDecimal.valueOf(1L << 30),
            "Ti", BigDecimal.valueOf(1L << 40));

    private final Rendered rendered;
    private final List<String> faults = new ArrayList<>();

    private Settings(Rendered rendered) {
        this.rendered = rendered;
    }

    static List<String> faults(Rendered rendered) {
        Settings settings = new Settings(rendered);
        rendered.pods().forEach(pod -> {
            pod.containers().forEach(container -> settings.resources(pod, container));
            pod.gateways().forEach(gateway -> settings.gateway(pod, gateway));
        });
        return List.copyOf(settings.faults);
    }

    /** Requests for scheduling and a memory limit are required. A CPU limit is not allowed: it would leave idle CPU unused. */
    private void resources(Pod pod, JsonNode container) {
        JsonNode resources = container.path("resources");
        unless(resources.at("/requests/cpu").isTextual(), pod, "has no CPU request");
        unless(resources.at("/requests/memory").isTextual(), pod, "has no memory request");
        unless(resources.at("/limits/memory").isTextual(), pod, "has no memory limit");
        unless(!resources.path("limits").has("cpu"), pod, "has a CPU limit");
        unless(
                pod.spec().path("enableServiceLinks").isBoolean()
                        && !pod.spec().path("enableServiceLinks").asBoolean(),
                pod,
                "enableServiceLinks is not false, so variables of Services would be read as settings");
    }

    private void gateway(Pod pod, JsonNode container) {
        Map<String, String> environment = environment(container);
        String mode = container.at("/args/0").asText();
        boolean opensNoPort = List.of("drain", REPLAY).contains(mode);
        List<String> wrong =
                opensNoPort ? DeployedSettings.faultsWithoutDoor(environment) : DeployedSettings.faults(environment);
        wrong.forEach(fault -> unless(false, pod, fault));
        kafkaNames(pod, environment);
        environment.keySet().stream()
                .filter(name -> !name.matches("(GATEWAY|KAFKA|QUARKUS)_.+|JAVA_TOOL_OPTIONS"))
                .forEach(name -> unless(false, pod, name + ": the gateway does not read it"));
        if (!wrong.isEmpty()) {
            return;
        }
        GatewayConfig config = DeployedSettings.config(environment);
        if (mode.equals(REPLAY)) {
            replay(pod, container);
        } else {
            spool(pod, container, config);
        }
        memory(pod, container);
        kafkaPorts(pod, environment.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"));
        if (!opensNoPort) {
            door(pod, container, config);
            environment.keySet().stream()
                    .filter(TOKENS.asMatchPredicate())
                    .forEach(name -> unless(false, pod, name + ": changes only with a restart; use a tokens file"));
            tokenFiles(config).forEach(file -> tokenFile(pod, container, file));
        }
    }

    /** The container's environment, as far as it is rendered. */
    private Map<String, String> environment(JsonNode container) {
        Map<String, String> environment = new TreeMap<>();
        Manifest.each(container.path("envFrom"))
                .map(from -> from.at("/configMapRef/name").asText())
                .flatMap(name -> rendered.find("ConfigMap", name).stream())
                .forEach(map -> environment.putAll(Manifest.texts(map.at("/data"))));
        Manifest.each(container.path("env"))
                .forEach(variable -> environment.put(
                        variable.path("name").asText(),
                        variable.has("value") ? variable.path("value").asText() : FROM_SECRET));
        return environment;
    }

    /** Every {@code KAFKA_} variable must be a setting of Kafka's client. */
    private void kafkaNames(Pod pod, Map<String, String> environment) {
        Set<String> unknown = new TreeSet<>(kafkaSettings(environment).keySet());
        unknown.removeAll(ProducerConfig.configNames());
        unknown.remove("group.id"); // Quarkus adds it
        unknown.forEach(name -> unless(false, pod, name + ": no setting of Kafka's client"));
    }

    /** The settings of Kafka's clients as Quarkus reads them from the environment. */
    static Map<String, Object> kafkaSettings(Map<String, String> environment) {
        Map<String, String> kafka = new TreeMap<>(environment);
        kafka.keySet().removeIf(name -> !name.startsWith("KAFKA_"));
        return new KafkaRuntimeConfigProducer()
                .createKafkaRuntimeConfig(
                        new SmallRyeConfigBuilder()
                                .addDefaultInterceptors()
                                .withSources(new EnvConfigSource(kafka, 300))
                                .build(),
                        new ApplicationConfig() {
                            @Override
                            public Optional<String> name() {
                                return Optional.of("job-event-gateway");
                            }

                            @Override
                            public Optional<String> version() {
                                return Optional.empty();
                            }

                            @Override
                            public Optional<String> uiHeader() {
                                return Optional.empty();
                            }
                        });
    }

    private void spool(Pod pod, JsonNode container, GatewayConfig config) {
        Optional<JsonNode> mount = Manifest.each(container.path("volumeMounts"))
                .filter(candidate -> candidate
                        .path("mountPath")
                        .asText()
                        .equals(config.spool().path().toString()))
                .findFirst();
        if (!config.spool().enabled()) {
            unless(mount.isEmpty(), pod, "mounts a spool that is disabled");
            return;
        }
        String volume = mount.map(found -> found.path("name").asText()).orElse("");
        List<JsonNode> claims = pod.owner()
                .each("/spec/volumeClaimTemplates")
                .filter(claim -> claim.at("/metadata/name").asText().equals(volume))
                .toList();
        boolean isOnAClaim = !claims.isEmpty()
                || Manifest.each(pod.spec().path("volumes"))
                        .anyMatch(candidate -> candidate.path("name").asText().equals(volume)
                                && candidate.has("persistentVolumeClaim"));
        unless(isOnAClaim, pod, "the spool is not on a persistent volume");
        BigDecimal limit = BigDecimal.valueOf(config.spool().maxSize().asLongValue());
        claims.forEach(claim -> unless(
                limit.compareTo(quantity(claim.at("/spec/resources/requests/storage"))) < 0,
                pod,
                "the spool may become larger than its claim"));
    }

    /** A replay opens no spool. It stores a key for each open body below {@code /tmp}. */
    private void replay(Pod pod, JsonNode container) {
        List<String> mounts = Manifest.each(container.path("volumeMounts"))
                .map(mount -> mount.path("mountPath").asText())
                .toList();
        unless(mounts.equals(List.of("/tmp")), pod, "must mount /tmp and nothing else: " + mounts);
        JsonNode scratch = pod.spec().at("/volumes/0/emptyDir");
        unless(
                scratch.path("medium").isMissingNode()
                        && quantity(scratch.path("sizeLimit")).compareTo(KEYS) >= 0,
                pod,
                "/tmp is in memory, or too small for the keys of a million bodies");
    }

    /** The content of a volume in memory counts as the container's memory. */
    private void memory(Pod pod, JsonNode container) {
        BigDecimal limit = quantity(container.at("/resources/limits/memory"));
        Manifest.each(pod.spec().path("volumes"))
                .filter(volume -> volume.at("/emptyDir/medium").asText().equals("Memory"))
                .map(volume -> volume.at("/emptyDir/sizeLimit"))
                .forEach(size -> unless(
                        size.isTextual()
                                && quantity(size).multiply(BigDecimal.TEN).compareTo(limit) < 0,
                        pod,
                        "a volume in memory may take a tenth of the memory limit or more"));
    }

    private void door(Pod pod, JsonNode container, GatewayConfig config) {
        long wanted = config.shutdown().notice().toSeconds()
                + config.shutdown().drain().toSeconds()
                + STOPPING_SECONDS;
        unless(
                pod.spec().path("terminationGracePeriodSeconds").asLong() == wanted,
                pod,
                "terminationGracePeriodSeconds is not notice + drain + 10 = " + wanted);
        Map<String, Integer> ports = new TreeMap<>();
        Manifest.each(container.path("ports"))
                .forEach(port -> ports.put(
                        port.path("name").asText(), port.path("containerPort").asInt()));
        unless(ports.equals(Map.of("callbacks", 8080, "management", 9000)), pod, "has other ports than the gateway");
        Map.of("startupProbe", "started", "readinessProbe", "ready", "livenessProbe", "live")
                .forEach((probe, path) -> {
                    JsonNode get = container.path(probe).path("httpGet");
                    unless(
                            get.path("path").asText().equals("/q/health/" + path)
                                    && get.path("port").asText().equals("management"),
                            pod,
                            probe + " does not request /q/health/" + path + " on the management port");
                });
        rendered.of(List.of("Ingress"))
                .map(ingress ->
                        ingress.at("/metadata/annotations").path(BODY_LIMIT).asText())
                .forEach(limit -> unless(
                        quantity(limit.toUpperCase(Locale.ROOT) + "i")
                                        .compareTo(BigDecimal.valueOf(
                                                config.http().maxBodySize().asLongValue()))
                                == 0,
                        pod,
                        "the Ingress allows bodies of " + limit + ", unlike the gateway"));
    }

    private static Stream<Path> tokenFiles(GatewayConfig config) {
        return Stream.concat(
                Stream.concat(config.http().tokensFile().stream(), config.console().tokensFile().stream()),
                config.sources().values().stream().flatMap(source -> source.tokensFile().stream()));
    }

    /** A tokens file must be a key of a mounted Secret, in a mount that is updated when the Secret changes. */
    private void tokenFile(Pod pod, JsonNode container, Path file) {
        Optional<JsonNode> mount = Manifest.each(container.path("volumeMounts"))
                .filter(candidate -> file.startsWith(candidate.path("mountPath").asText()))
                .findFirst();
        Optional<String> secret = mount.map(found -> found.path("name").asText())
                .flatMap(name -> Manifest.each(pod.spec().path("volumes"))
                        .filter(volume -> volume.path("name").asText().equals(name))
                        .map(volume -> volume.at("/secret/secretName").asText())
                        .findFirst())
                .filter(name -> !name.isEmpty());
        unless(secret.isPresent(), pod, file + " is in no mounted Secret");
        unless(
                mount.stream().noneMatch(found -> found.has("subPath") || found.has("subPathExpr")),
                pod,
                file + " is mounted by subPath, so changes of the Secret do not reach it");
        secret.flatMap(name -> rendered.find("Secret", name))
                .ifPresent(holder -> tokens(pod, holder, file.getFileName().toString()));
    }

    private void tokens(Pod pod, Manifest secret, String key) {
        String encoded = secret.at("/data").path(key).asText();
        String tokens = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        DeployedSettings.faults(Map.of("GATEWAY_HTTP_TOKENS", tokens))
                .forEach(fault -> unless(false, pod, secret.title() + ", key " + key + ": " + fault));
    }

    /**
     * The network policy must allow the connection to Kafka, and the port must exist in the Kafka Service if that is
     * rendered.
     */
    private void kafkaPorts(Pod pod, String bootstrapServers) {
        for (String server : bootstrapServers.split(",")) {
            String host = server.substring(0, Math.max(0, server.lastIndexOf(':')));
            String port = server.substring(server.lastIndexOf(':') + 1);
            rendered.of(List.of("NetworkPolicy"))
                    .filter(policy -> pod.isSelectedBy(policy.at("/spec/podSelector/matchLabels")))
                    .filter(policy -> policy.each("/spec/policyTypes")
                            .anyMatch(type -> type.asText().equals("Egress")))
                    .forEach(policy -> unless(
                            policy.each("/spec/egress")
                                    .flatMap(rule -> Manifest.each(rule.path("ports")))
                                    .anyMatch(open -> open.path("port").asText().equals(port)),
                            pod,
                            policy.title() + " does not allow connections to " + server));
            rendered.find("Service", host)
                    .ifPresent(service -> unless(
                            service.each("/spec/ports")
                                    .anyMatch(open -> open.path("port").asText().equals(port)),
                            pod,
                            "Service " + host + " has no port " + port));
        }
    }

    private static BigDecimal quantity(JsonNode quantity) {
        return quantity(quantity.asText());
    }

    static BigDecimal quantity(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            return BigDecimal.ZERO;
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        return matcher.group(2) == null ? number : number.multiply(UNITS.get(matcher.group(2)));
    }

    private void unless(boolean right, Pod pod, String fault) {
        if (!right) {
            faults.add(pod.owner().title() + ": " + fault);
        }
    }
}
