package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.jobevents.gateway.testkit.broker.TopicReader;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Tests of the packaged program's replay: callbacks rejected because of a wrong setting are listed, and published
 * with the corrected one.
 */
final class ReplayIT {

    private static final String REJECTED = ".callbacks.rejected";

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void correctedSetting_replayPublishesTheRejectedCallbacks_whileTheGatewayRuns() {
        List<String> bodies = IntStream.range(0, 40).mapToObj(ReplayIT::job).toList();
        Map<String, String> wrong = with(settings("mended"), "gateway.accept.buckets", "other-125");
        try (GatewayProcess gateway =
                GatewayProcess.startAlive(broker.bootstrapServers(), wrong).awaitReady()) {
            bodies.forEach(body -> assertThat(gateway.post(body).statusCode()).isEqualTo(400));
            IntStream.range(0, 7).forEach(i -> gateway.post("<broken n='" + i + "'"));

            Set<String> topics = topics();
            GatewayProcess listed = replay(with(settings("mended"), "gateway.topics.create", "startup"), "--dry-run");
            assertThat(listed.awaitExit()).as(listed.log()).isZero();
            assertThat(listed.log())
                    .containsPattern(
                            "bucket-not-accepted  would become j0-[0-9a-f]{16} on mended.jobs.success.transcode")
                    .contains("malformed-xml  still at fault: malformed-xml: Not well-formed at line 1")
                    .containsPattern("bucket-not-accepted +40 +0 +0\n")
                    .containsPattern("malformed-xml +0 +7 +0\n");
            assertThat(read("mended.jobs")).isEmpty();
            assertThat(tombstones(read("mended" + REJECTED))).isEmpty();
            assertThat(topics()).isEqualTo(topics);

            // The gateway still runs, with the same spool and the wrong setting.
            GatewayProcess replayed = replay(with(
                    settings("mended"), "gateway.spool.path", gateway.spool().toString()));
            assertThat(replayed.awaitExit()).as(replayed.log()).isZero();
            assertThat(replayed.log())
                    .containsPattern("bucket-not-accepted +40 +0 +0\n")
                    .contains("Replayed 40, 7 still at fault, 0 skipped")
                    .doesNotContain("Listening on");
        }

        List<ConsumerRecord<String, byte[]>> events = read("mended.jobs");
        assertThat(events)
                .extracting(ConsumerRecord::key)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 40).mapToObj(i -> "j" + i).toList());
        List<ConsumerRecord<String, byte[]>> rejected = read("mended" + REJECTED);
        assertThat(tombstones(rejected))
                .hasSize(40)
                .allSatisfy(tombstone -> assertThat(rejected).anyMatch(record -> isBodyBefore(record, tombstone)));
        assertThat(ids(events)).containsExactlyInAnyOrderElementsOf(idsOfDeliveries(bodies));
        assertThat(events)
                .allSatisfy(event ->
                        assertThat(TopicReader.header(event, "ce_receivedat")).isNotEmpty());

        GatewayProcess again = replay(settings("mended"));
        assertThat(again.awaitExit()).as(again.log()).isZero();
        assertThat(again.log()).contains("Replayed 0, 7 still at fault, 0 skipped");
        assertThat(read("mended.jobs")).hasSize(40);
    }

    @Test
    void wrongUse_isOneSentence_andStatusTwo() {
        GatewayProcess replay = replay(settings("use"), "--reason=wrong-bucket");

        assertThat(replay.awaitExit()).isEqualTo(2);
        assertThat(replay.log())
                .contains("'wrong-bucket' is no reason; the reasons are unrecognized-format, ")
                .doesNotContain("kafka", "Exception");
    }

    @Test
    void noMatchingBody_isReported() {
        try (GatewayProcess gateway = GatewayProcess.startAlive(broker.bootstrapServers(), settings("nothing"))
                .awaitReady()) {
            gateway.post("<broken");

            GatewayProcess replay = replay(settings("nothing"), "--reason", "missing-job-id");

            assertThat(replay.awaitExit()).as(replay.log()).isZero();
            assertThat(replay.log()).contains("No open body matches");
        }
    }

    @Test
    void missingTopic_isNamed() {
        GatewayProcess replay = replay(with(settings("absent"), "gateway.topics.create", "none"));

        assertThat(replay.awaitExit()).as(replay.log()).isEqualTo(1);
        assertThat(replay.log()).contains("The topic absent.callbacks.rejected is missing");
    }

    private static Set<String> topics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.listTopics().names().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static GatewayProcess replay(Map<String, String> settings, String... arguments) {
        String[] all = Stream.concat(Stream.of("replay"), Stream.of(arguments)).toArray(String[]::new);
        return GatewayProcess.launch(settings, Map.of(), all);
    }

    private static Map<String, String> settings(String prefix) {
        return Map.of(
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "gateway.topics.prefix",
                prefix,
                "gateway.topics.create",
                "on-demand",
                "gateway.spool.enabled",
                "true",
                "gateway.shutdown.notice",
                "PT0S");
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(key, value);
        return changed;
    }

    private static String job(int number) {
        return "{\"JobsDetail\":{\"JobId\":\"j%d\",\"State\":\"Success\",\"Tag\":\"Transcode\",\"Input\":{\"BucketId\":\"media-125\"}}}"
                .formatted(number);
    }

    /** The ids that a gateway with the correct setting answers. */
    private static List<String> idsOfDeliveries(List<String> bodies) {
        try (GatewayProcess gateway = GatewayProcess.startAlive(broker.bootstrapServers(), settings("deliveries"))
                .awaitReady()) {
            List<String> ids = new ArrayList<>();
            for (String body : bodies) {
                HttpResponse<String> answer = gateway.post(body);
                assertThat(answer.statusCode()).isEqualTo(200);
                ids.add(answer.body().replaceAll(".*\\[\"|\"].*", ""));
            }
            return ids;
        }
    }

    private static List<String> ids(List<ConsumerRecord<String, byte[]>> events) {
        return events.stream().map(event -> TopicReader.header(event, "ce_id")).toList();
    }

    private static List<ConsumerRecord<String, byte[]>> tombstones(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().filter(record -> record.value() == null).toList();
    }

    private static boolean isBodyBefore(
            ConsumerRecord<String, byte[]> record, ConsumerRecord<String, byte[]> tombstone) {
        return record.value() != null
                && record.key().equals(tombstone.key())
                && record.partition() == tombstone.partition()
                && record.offset() < tombstone.offset();
    }

    private static List<ConsumerRecord<String, byte[]>> read(String prefix) {
        try (TopicReader reader = new TopicReader(broker.bootstrapServers())) {
            return reader.allBelow(prefix);
        }
    }
}
