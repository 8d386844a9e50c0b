package io.jobevents.gateway.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the checks: each mistake in the rendered production overlay gives a fault that names it. */
@Execution(ExecutionMode.CONCURRENT) // beside other classes, since it changes nothing of theirs
@ResourceLock("ChecksTest") // so that its own tests run in turn: models are not thread-safe
final class ChecksTest {

    private static final Path OVERLAYS = Path.of("k8s/overlays");
    private static final Models MODELS = new Models();

    private static String production = "";
    private static String sources = "";

    @BeforeAll
    static void render() {
        production = Kustomize.find().build(OVERLAYS.resolve("production"));
        sources = Kustomize.find().build(OVERLAYS.resolve("sources"));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                // fields
                mistake("minReadySeconds: 10", "minReadySecond: 10", "'minReadySecond' is not defined"),
                mistake("fsGroup: 10001", "fsgroup: 10001", "'fsgroup' is not defined"),
                mistake("podManagementPolicy: Parallel", "podManagementPolicy: parallel", "podManagementPolicy"),
                mistake("containerPort: 8080", "containerPort: \"8080\"", "string found, integer expected"),
                mistake("apiVersion: policy/v1\n", "apiVersion: policy/v1beta9\n", "no model of kind"),
                mistake("schedule: 0 0 31 2 *", "timeZone: Asia/Shanghai", "required property 'schedule' not found"),
                mistake("maxReplicas: 12", "maxReplicas: 12\n  maxReplica: 12", "'maxReplica' is not defined"),
                mistake("path: /schemas", "paths: /schemas", "'paths' is not defined"),
                mistake("enable-access-log: \"false\"", "enable-access-log: off", "boolean found, string expected"),
                // names
                mistake(
                        "serviceAccountName: job-event-gateway",
                        "serviceAccountName: other",
                        "no ServiceAccount other"),
                mistake(
                        "- mountPath: /spool\n          name: spool",
                        "- mountPath: /spool\n          name: pool",
                        "no volume pool"),
                mistake(
                        "name: tmp\n  updateStrategy",
                        "name: temp\n  updateStrategy",
                        "no container mounts the volume temp"),
                mistake("claimName: spool-job-event-gateway-ordinal", "claimName: spool-3", "no claim spool-3"),
                mistake("containerName: gateway", "containerName: replay", "no container replay"),
                mistake("targetPort: callbacks", "targetPort: callback", "have no port callback"),
                mistake("targetPort: management", "targetPort: metrics", "have no port metrics"),
                mistake("serviceName: job-event-gateway-pods", "serviceName: pods", "no Service pods"),
                mistake("serviceName: job-event-gateway-pods", "serviceName: job-event-gateway", "is not the headless"),
                mistake("secretName: job-event-gateway-tokens", "secretName: t", "no Secret t"),
                mistake("name: kafka-cluster-ca-cert", "name: ca", "no Secret ca"),
                mistake("- port: callbacks\n      protocol", "- port: http\n      protocol", "no pod has a port http"),
                mistake(
                        "kind: StatefulSet\n    name: job-event-gateway\n",
                        "kind: Deployment\n    name: job-event-gateway\n",
                        "scaled object does not exist"),
                mistake("spec:\n  minReadySeconds", "spec:\n  replicas: 3\n  minReadySeconds", "spec.replicas is set"),
                mistake(
                        "name: callbacks\n        path: /schemas",
                        "name: http\n        path: /schemas",
                        "with a port http"),
                mistake("- host: callbacks.example.com", "- host: other.example.com", "no TLS for the host other"),
                mistake("secretName: job-event-gateway-tls", "secretName: cert", "no Secret cert"),
                mistake(
                        "app.kubernetes.io/component: gateway\n      app.kubernetes.io/name: job-event-gateway\n  unhealthy",
                        "app.kubernetes.io/component: door\n  unhealthy",
                        "selects no pods"),
                mistake(
                        "component: gateway\n        app.kubernetes.io/name: job-event-gateway\n    spec",
                        "component: door\n        app.kubernetes.io/name: job-event-gateway\n    spec",
                        "does not match its own pods"),
                mistake(
                        "gateway\n            app.kubernetes.io/name: job-event-gateway\n        maxSkew",
                        "gateways\n            app.kubernetes.io/name: job-event-gateway\n        maxSkew",
                        "by the labels of other pods"),
                mistake(
                        "port: management\n          periodSeconds",
                        "port: health\n          periodSeconds",
                        "requests the port health"),
                mistake("kind: ConfigMap", "kind: Map", "no ConfigMap job-event-gateway-"),
                // settings
                mistake("GATEWAY_SPOOL_MAX_SIZE: 8G", "GATEWAY_SPOOL_MAXSIZE: 8G", "GATEWAY_SPOOL_MAXSIZE: no such"),
                mistake("GATEWAY_SPOOL_MAX_SIZE: 8G", "GATEWAY_SPOOL_MAX_SIZE: 8Gi", "max-size"),
                mistake("GATEWAY_SPOOL_MAX_SIZE: 8G", "GATEWAY_SPOOL_MAX_SIZE: 10G", "larger than its claim"),
                mistake("GATEWAY_SPOOL_PATH: /spool", "GATEWAY_SPOOL_PATH: /tmp", "not on a persistent volume"),
                mistake(
                        "GATEWAY_SPOOL_PATH: /spool",
                        "GATEWAY_SPOOL_ENABLED: \"false\"\n  GATEWAY_SPOOL_PATH: /spool",
                        "a spool that is disabled"),
                mistake("GATEWAY_SHUTDOWN_DRAIN: PT60S", "GATEWAY_SHUTDOWN_DRAIN: PT61S", "10 = 81"),
                mistake("  GATEWAY_HTTP_TOKENS_FILE: /tokens/tokens\n", "", "gateway.http.tokens: is not set"),
                mistake("GATEWAY_HTTP_TOKENS_FILE", "GATEWAY_HTTP_TOKEN_FILE", "GATEWAY_HTTP_TOKEN_FILE: no such"),
                mistake(
                        "GATEWAY_HTTP_TOKENS_FILE: /tokens/tokens",
                        "GATEWAY_HTTP_TOKENS: abcdefghijklmnop",
                        "GATEWAY_HTTP_TOKENS: changes only with a restart"),
                mistake(
                        "GATEWAY_HTTP_TOKENS_FILE: /tokens/tokens",
                        "GATEWAY_HTTP_TOKENS_FILE: /secrets/tokens",
                        "/secrets/tokens is in no mounted Secret"),
                mistake(
                        "GATEWAY_HTTP_TOKENS_FILE: /tokens/tokens",
                        "GATEWAY_HTTP_TOKENS_FILE: /tmp/tokens",
                        "/tmp/tokens is in no mounted Secret"),
                mistake(
                        "- mountPath: /tokens\n          name: tokens",
                        "- mountPath: /tokens/tokens\n          subPath: tokens\n          name: tokens",
                        "/tokens/tokens is mounted by subPath"),
                mistake("KAFKA_SECURITY_PROTOCOL", "KAFKA_SECURITY_PROTOCOLS", "security.protocols: no setting"),
                mistake(
                        "GATEWAY_TOPICS_CREATE: none",
                        "GATEWAY_TOPICS_CREATE: none\n  SPOOL: x",
                        "SPOOL: the gateway does not read it"),
                mistake("svc:9093", "svc:9094", "does not allow connections to"),
                mistake("proxy-body-size: 4m", "proxy-body-size: 1m", "allows bodies of 1m"),
                mistake("path: /q/health/ready", "path: /ready", "does not request /q/health/ready"),
                mistake("containerPort: 9000", "containerPort: 9001", "other ports than the gateway"),
                mistake(
                        "memory: 1Gi\n          requests",
                        "cpu: 1\n            memory: 1Gi\n          requests",
                        "has a CPU limit"),
                mistake("cpu: 500m\n", "ephemeral-storage: 1Gi\n", "has no CPU request"),
                mistake("sizeLimit: 32Mi", "sizeLimit: 320Mi", "a tenth of the memory"),
                mistake("enableServiceLinks: false", "enableServiceLinks: true", "variables of Services"),
                mistake(
                        "emptyDir:\n              sizeLimit: 1Gi",
                        "emptyDir:\n              medium: Memory\n              sizeLimit: 1Gi",
                        "too small for the keys"),
                mistake("sizeLimit: 1Gi", "sizeLimit: 128Mi", "too small for the keys"),
                mistake(
                        "- mountPath: /tmp\n              name: tmp\n          enable",
                        "- mountPath: /tmp\n              name: tmp\n            - mountPath: /spool\n              name: tmp\n"
                                + "          enable",
                        "must mount /tmp and nothing else"),
                // rights
                mistake("runAsNonRoot: true", "runAsNonRoot: false", "runAsNonRoot is not true"),
                mistake("runAsUser: 10001", "runAsUser: 0", "runs as root"),
                mistake("type: RuntimeDefault", "type: Unconfined", "has no seccompProfile"),
                mistake(
                        "allowPrivilegeEscalation: false",
                        "allowPrivilegeEscalation: true",
                        "allowPrivilegeEscalation is not"),
                mistake("allowPrivilegeEscalation: false", "privileged: true", "is privileged"),
                mistake("- ALL", "- NET_RAW", "does not drop ALL"),
                mistake(
                        "capabilities:\n            drop:",
                        "capabilities:\n            add: [SYS_ADMIN]\n            drop:",
                        "adds capabilities"),
                mistake("enableServiceLinks: false\n      s", "hostNetwork: true\n      s", "hostNetwork is true"),
                mistake("containerPort: 8080", "containerPort: 8080\n          hostPort: 80", "has a hostPort"),
                mistake(
                        "emptyDir:\n          medium: Memory\n          sizeLimit: 32Mi",
                        "hostPath:\n          path: /tmp",
                        "of a kind that is not allowed"),
                mistake(
                        "readOnlyRootFilesystem: true",
                        "readOnlyRootFilesystem: false",
                        "readOnlyRootFilesystem is not true"),
                mistake("runAsGroup: 10001", "runAsGroup: 10002", "not all 10001"),
                mistake("defaultMode: 288", "defaultMode: 292", "may be read by others"),
                mistake("defaultMode: 288", "optional: false", "may be read by others"),
                mistake(
                        "automountServiceAccountToken: false\n      containers",
                        "containers",
                        "a token for the Kubernetes API"));
    }

    private static Arguments mistake(String right, String wrong, String fault) {
        return argumentSet(fault + ": " + wrong.replaceAll("\\s+", " "), right, wrong, fault);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistake_isReported(String right, String wrong, String fault) {
        assertThat(production).contains(right);

        assertThat(faults(production.replace(right, wrong)))
                .anySatisfy(found -> assertThat(found).contains(fault));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    MEDIA_TOKENS_FILE: /sources/media | MEDIA_TOKENFILE: /sources/media       | GATEWAY_SOURCES_MEDIA_TOKENFILE: no such setting
                    MEDIA_TOKENS_FILE: /sources/media | MEDIA_TOKENS: abcdefghijklmnop        | GATEWAY_SOURCES_MEDIA_TOKENS: changes only with a restart
                    MEDIA_TOKENS_FILE: /sources/media | MEDIA_TOKENS_FILE: /source/media      | /source/media is in no mounted Secret
                    mountPath: /sources               | subPath: media, mountPath: /sources   | /sources/media is mounted by subPath
                    secretName: job-event-gateway-so  | secretName: so                        | no Secret so
                    """)
    void mistakeInSources_isReported(String right, String wrong, String fault) {
        assertThat(sources).contains(right);

        assertThat(faults(sources.replace(right, wrong.replace(", ", "\n          "))))
                .anySatisfy(found -> assertThat(found).contains(fault));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    data: {tokens: c2hvcnQ=}                         | token 1 of 1 is not 16 to 128
                    data: {token: YS10b2tlbi1vZi1hLXNlY3JldA==}      | key tokens: gateway.http.tokens: is not set
                    """)
    void invalidSecret_isReported(String data, String fault) {
        String secret = "---\napiVersion: v1\nkind: Secret\nmetadata: {name: job-event-gateway-tokens}\n" + data + "\n";

        assertThat(faults(production + secret)).singleElement().asString().contains(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ServiceMonitor | endpoints: [{port: management, intervall: 15s}]       | intervall
                    ServiceMonitor | endpoints: [{port: metrics, interval: 15s}]           | no Service that it selects has a port metrics
                    PrometheusRule | groups: [{name: a, rules: [{alert: A, exp: up}]}]     | exp
                    PrometheusRule | group: []                                             | group
                    PrometheusRule | groups: [{rules: []}]                                 | required property
                    """)
    void mistakeInMonitoring_isReported(String kind, String spec, String fault) {
        String selector = kind.equals("ServiceMonitor")
                ? "  selector: {matchLabels: {app.kubernetes.io/name: job-event-gateway}}\n"
                : "";
        String object = "---\napiVersion: monitoring.coreos.com/v1\nkind: " + kind + "\nmetadata: {name: a}\nspec:\n"
                + selector + "  " + spec + "\n";

        assertThat(faults(production + object))
                .anySatisfy(found -> assertThat(found).contains(fault));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    KafkaTopic | {partition: 3}                                                                      | partition
                    KafkaTopic | {partitions: many}                                                                  | partitions
                    KafkaUser  | {authorization: {type: simple, acl: []}}                                            | acl
                    KafkaUser  | {authorization: {type: simple, acls: [{resource: {type: topic, nam: a}}]}}          | nam
                    KafkaUser  | {authorization: {type: simple, acls: [{resource: {type: topic}, operations: [W]}]}} | is read as
                    """)
    void mistakeInStrimzi_isReported(String kind, String spec, String fault) {
        String object = "apiVersion: kafka.strimzi.io/v1\nkind: " + kind + "\nmetadata: {name: a}\nspec: " + spec;

        assertThat(faults(object)).singleElement().asString().contains(fault);
    }

    @Test
    void duplicateKey_isInvalidYaml() {
        assertThatThrownBy(() -> Rendered.of("kind: Service\nkind: Secret\n")).hasMessageContaining("Duplicate");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Client Version: v1.32.3 / Kustomize Version: v5.5.0                            | true
                    Client Version: v1.24.0 / Kustomize Version: v4.5.4                            | true
                    Client Version: v1.23.0 / Kustomize Version: v3.9.9                            | false
                    Client Version: version.Info{Major:"1", Minor:"20", GitVersion:"v1.20.2"}      | false
                    v5.4.3                                                                         | true
                    v2.0.3                                                                         | false
                    {v4.5.7  2022-08-02T16:35:54Z  }                                               | true
                    """)
    void kustomize_isNewEnoughFromVersion4On(String answer, boolean isNewEnough) {
        assertThat(Kustomize.isNewEnough(answer.replace(" / ", "\n"))).isEqualTo(isNewEnough);
    }

    @Test
    void unknownField_isNotRendered(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("kustomization.yaml"), "kind: Kustomization\nresource: []\n");

        assertThatThrownBy(() -> Kustomize.find().build(folder)).hasMessageContaining("resource");
    }

    @Test
    void deprecatedField_isNotRendered(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("kustomization.yaml"), "commonLabels: {a: b}\nresources: [a.yaml]\n");
        Files.writeString(folder.resolve("a.yaml"), "{apiVersion: v1, kind: ServiceAccount, metadata: {name: a}}");

        assertThatThrownBy(() -> Kustomize.find().build(folder)).hasMessageContaining("commonLabels");
    }

    @Test
    void kafkaVariables_areSettingsOfKafkasClient() {
        assertThat(Settings.kafkaSettings(Map.of(
                        "KAFKA_SSL_TRUSTSTORE_CERTIFICATES", "a",
                        "KAFKA_SSL_KEYSTORE_CERTIFICATE_CHAIN", "b",
                        "KAFKA_SSL_KEYSTORE_KEY", "c",
                        "KAFKA_SASL_JAAS_CONFIG", "d")))
                .containsEntry("ssl.truststore.certificates", "a")
                .containsEntry("ssl.keystore.certificate.chain", "b")
                .containsEntry("ssl.keystore.key", "c")
                .containsEntry("sasl.jaas.config", "d");
    }

    private static List<String> faults(String yaml) {
        Rendered rendered = Rendered.of(yaml);
        List<String> faults = new ArrayList<>(MODELS.faults(rendered));
        faults.addAll(References.faults(
                rendered,
                name -> List.of(
                                "job-event-gateway-tokens",
                                "job-event-gateway-sources",
                                "job-event-gateway-tls",
                                "job-event-gateway-kafka",
                                "job-event-gateway-replay-kafka",
                                "kafka-cluster-ca-cert")
                        .contains(name)));
        faults.addAll(Settings.faults(rendered));
        faults.addAll(RestrictedPods.faults(rendered));
        return faults;
    }
}
