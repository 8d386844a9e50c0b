package io.jobevents.gateway;

import static io.jobevents.gateway.testkit.broker.TopicReader.header;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.jobevents.gateway.testkit.broker.TopicReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of the packaged program's metrics, log and traces after traffic of every kind, and that no sender text is in them.
 */
final class ObservabilityIT {

    private static final String TOKEN = "a-token-that-is-nowhere";
    private static final String URL = "/callbacks?token=" + TOKEN;
    private static final String MARK = "BodyMark";
    private static final String HEADER_MARK = "header-mark";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    /** Metrics in rules and dashboard that Prometheus and kube-state-metrics export. */
    private static final Set<String> FOREIGN = Set.of(
            "up",
            "ALERTS",
            "kube_pod_status_ready",
            "kube_persistentvolumeclaim_info",
            "kube_pod_spec_volumes_persistentvolumeclaims_info");

    private static final String ACCESS_LOG = "io.quarkus.http.access-log";

    @TempDir
    static Path spool;

    private static final TraceCollector COLLECTOR = new TraceCollector();
    private static String metrics;
    private static String log;
    private static ConsumerRecord<String, byte[]> traced;

    /** Runs a gateway with all observability settings on, posts to it, and stops it. */
    @BeforeAll
    static void observe() {
        Map<String, String> settings = Map.ofEntries(
                entry("gateway.http.auth", "token"),
                entry("gateway.http.tokens", TOKEN),
                entry("gateway.topics.prefix", "observed"),
                entry("gateway.topics.create", "on-demand"),
                entry("gateway.topics.refresh", "PT1S"),
                entry("gateway.spool.enabled", "true"),
                entry("gateway.spool.path", spool.toString()),
                entry("quarkus.http.access-log.enabled", "true"),
                entry("quarkus.otel.sdk.disabled", "false"),
                entry("quarkus.otel.exporter.otlp.protocol", "http/protobuf"),
                entry("quarkus.otel.exporter.otlp.endpoint", COLLECTOR.endpoint()));
        String servers = EmbeddedBroker.shared().bootstrapServers();
        try (GatewayProcess gateway =
                GatewayProcess.startAlive(servers, settings).awaitReady()) {
            gateway.post(URL, job("quiet-1"), "traceparent", PARENT, "tracestate", "vendor=" + HEADER_MARK);
            gateway.post(URL, "{\"WorkflowExecution\":{\"RunId\":\"quiet-2\",\"State\":\"Success\"}}");
            gateway.post(URL, "{\"JobsDetail\":{\"State\":\"" + MARK + "\"}}", "Content-Type", HEADER_MARK);
            gateway.post(URL, moderation("'JobId':'quiet-4','State':'Success'"));
            gateway.post(URL, moderation("'JobId':'o5'"));
            gateway.post(URL, "<" + MARK);
            gateway.post(URL, "");
            gateway.post("/callbacks?token=" + TOKEN + "x", job("o3"), "Authorization", "Bearer " + HEADER_MARK);
            // With one broker every topic has one replica and is weak; the next topic inspection reports it.
            await().until(() -> !gateway.metrics().contains("gateway_topics_weak 0.0"));
            metrics = gateway.metrics();
            await().until(() -> gateway.log()
                            .lines()
                            .filter(line -> line.contains(ACCESS_LOG))
                            .count()
                    == 8);
            log = gateway.log();
            gateway.stop(); // exports the last spans
        }
        try (TopicReader topics = new TopicReader(servers)) {
            traced = topics.withKey("observed.jobs.success.untagged", "quiet-1").getFirst();
        }
    }

    @AfterAll
    static void stop() {
        COLLECTOR.close();
    }

    private static String job(String id) {
        return "{\"JobsDetail\":{\"JobId\":\"%s\",\"State\":\"Success\",\"UserData\":\"%s\"}}".formatted(id, MARK);
    }

    /** A result with personal data. */
    private static String moderation(String members) {
        return ("{'EventName':'ReviewImage','JobsDetail':{" + members + ",'Result':2,'DataId':'" + MARK
                        + "','UserInfo':{'Nickname':'" + MARK + "'}}}")
                .replace('\'', '"');
    }

    @Test
    void metricInARuleOrPanel_exists() {
        Set<String> asked = Monitoring.queries().stream()
                .flatMap(query -> Monitoring.metrics(query).stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(asked).hasSizeGreaterThan(25).containsAll(FOREIGN);
        asked.removeAll(FOREIGN);
        assertThat(names()).containsAll(asked);
    }

    @Test
    void documentedMetrics_areThoseOfTheGateway() {
        Set<String> own = names().stream()
                .filter(name -> name.startsWith("gateway_"))
                .map(name -> name.replaceFirst("_seconds_(bucket|count|sum|max)$", "_seconds"))
                .collect(Collectors.toSet());

        assertThat(Monitoring.documentedMetrics()).isEqualTo(own);
    }

    @Test
    void countersOfAlerts_areRegisteredAtZero() {
        assertThat(metrics)
                .contains(
                        "gateway_callbacks_total{format=\"xml\",outcome=\"unavailable\",reason=\"unacknowledged\",source=\"default\"} 0.0")
                .contains(
                        "gateway_callbacks_total{format=\"xml\",outcome=\"rejected\",reason=\"doctype-forbidden\",source=\"default\"} 0.0")
                .contains("gateway_over_rate_total{source=\"default\"} 0.0")
                .contains("gateway_token_files_refused_total{source=\"default\"} 0.0")
                .contains("gateway_quarantined_total{reason=\"bucket-not-accepted\"} 0.0")
                .contains("gateway_quarantined_total{reason=\"event-too-large\"} 0.0")
                .contains("gateway_quarantined_total{reason=\"unknown-callback\"} 0.0")
                .contains("gateway_refused_total{reason=\"too-many-in-flight\",status=\"503\"} 0.0")
                .contains("gateway_refused_total{reason=\"too-many-large-bodies\",status=\"503\"} 0.0")
                .contains("gateway_topic_missing_total{topic=\"workflows.other\"} 0.0");
    }

    @Test
    void counters_countTheTraffic() {
        assertThat(metrics)
                .contains("gateway_events_total{kind=\"job\",state=\"success\",tag=\"untagged\"} 1.0")
                .contains("gateway_events_total{kind=\"workflow\",state=\"success\",tag=\"\"} 1.0")
                .contains("gateway_events_total{kind=\"moderation\",state=\"review\",tag=\"image\"} 1.0")
                .contains("gateway_undecodable_total{copy=\"lost\"} 0.0")
                .contains("gateway_quarantined_total{reason=\"missing-job-id\"} 1.0")
                .contains("gateway_quarantined_total{reason=\"missing-state\"} 1.0")
                .contains("gateway_quarantined_total{reason=\"malformed-xml\"} 1.0")
                .contains("gateway_refused_total{reason=\"unauthorized\",status=\"401\"} 1.0")
                .containsPattern("gateway_build_info\\{version=\"[^\"]+\"} 1.0")
                .containsPattern("gateway_topics_weak [1-9]");
    }

    @Test
    void log_isJson_withTheFieldsOfARejection() {
        List<JsonNode> lines = log.lines().map(ObservabilityIT::json).toList();

        assertThat(lines)
                .filteredOn(line -> line.at("/mdc/reason").asText().equals("missing-job-id"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.get("level").asText()).isEqualTo("INFO");
                    assertThat(line.get("message").asText()).startsWith("Rejected a callback: reason=missing-job-id");
                    assertThat(line.at("/mdc/id").asText()).matches("[0-9a-f]{64}");
                    assertThat(line.at("/mdc/topic").asText()).isEqualTo("callbacks.rejected");
                });
        assertThat(lines)
                .filteredOn(line -> line.at("/loggerName").asText().equals(ACCESS_LOG))
                .extracting(line -> line.get("message").asText())
                .hasSize(8)
                .allMatch(line -> line.matches("127\\.0\\.0\\.1 \\d{3} \\d+"));
    }

    @Test
    void log_hasNoLineForAPublishedCallback() {
        assertThat(log.lines().filter(line -> !line.contains(ACCESS_LOG))).noneMatch(line -> line.contains("quiet-"));
    }

    @Test
    void span_continuesTheSendersTrace_andTheRecordContinuesTheSpan() {
        assertThat(header(traced, "traceparent"))
                .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
                .isNotEqualTo(PARENT);
        assertThat(header(traced, "tracestate")).isEqualTo("vendor=" + HEADER_MARK);
        assertThat(COLLECTOR.received())
                .startsWith("/v1/traces")
                .contains("POST /callbacks", "gateway.outcome", "published", "gateway.reason", "missing-job-id");
    }

    @Test
    void tokensBodiesAndHeaders_areInNoOutput() {
        assertThat(Stream.of(log, metrics, COLLECTOR.received())).noneMatch(seen -> seen.contains(TOKEN));
        assertThat(Stream.of(log, metrics, COLLECTOR.received())).noneMatch(seen -> seen.contains(MARK));
        assertThat(Stream.of(log, metrics)).noneMatch(seen -> seen.contains(HEADER_MARK));
        assertThat(COLLECTOR.received()).doesNotContain("url.query").doesNotContain("Bearer");
    }

    @Test
    void defaults_nothingIsTraced_andTheLogIsText() {
        try (TraceCollector collector = new TraceCollector()) {
            Map<String, String> settings = Map.of(
                    "gateway.topics.prefix", "unobserved",
                    "gateway.topics.create", "on-demand",
                    "quarkus.log.console.json.enabled", "false",
                    "quarkus.otel.exporter.otlp.protocol", "http/protobuf",
                    "quarkus.otel.exporter.otlp.endpoint", collector.endpoint());
            String servers = EmbeddedBroker.shared().bootstrapServers();
            GatewayProcess gateway =
                    GatewayProcess.startAlive(servers, settings).awaitReady();
            try (gateway) {
                gateway.post("/callbacks", job("p1"), "traceparent", PARENT);
                gateway.post("{");
                gateway.stop();
            }

            assertThat(collector.received()).isEmpty();
            assertThat(gateway.log().lines().filter(line -> line.contains("Rejected a callback")))
                    .singleElement()
                    .asString()
                    .startsWith("20");
            try (TopicReader topics = new TopicReader(servers)) {
                assertThat(topics.withKey("unobserved.jobs.success.untagged", "p1"))
                        .singleElement()
                        .satisfies(record -> assertThat(record.headers())
                                .extracting(it -> it.key())
                                .contains("ce_id")
                                .doesNotContain("traceparent", "tracestate"));
            }
        }
    }

    private static Set<String> names() {
        return metrics.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + line, e);
        }
    }
}
