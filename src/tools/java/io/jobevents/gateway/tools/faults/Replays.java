package io.jobevents.gateway.tools.faults;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.broker.TopicReader;
import io.jobevents.gateway.tools.faults.EventsView.Published;
import io.jobevents.gateway.tools.faults.QuarantineView.Slot;
import io.jobevents.gateway.tools.faults.RejectedBodies.Body;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The replays of a scene: callbacks that a gateway rejects for a wrong setting, runs of the packaged program that
 * replay them with the right setting, and the resulting state of the topics. For one thread.
 */
final class Replays {

    /** The number of malformed callbacks, beside those rejected for the setting. */
    private static final int MALFORMED = 50;
    /** The number of bodies that are also posted to a gateway with the right setting. */
    private static final int SAMPLE = 200;

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Map<String, String> RIGHT = accepting(RejectedBodies.BUCKET);
    private static final Map<String, String> WRONG = accepting("another-1250000000");

    /**
     * The events that a gateway publishes for the sample, by subject. Computed once: the first bodies of all scenes are
     * the same.
     */
    private static final Map<String, Set<Published>> EXPECTED = new HashMap<>();

    private final Scene scene;
    private final RejectedBodies bodies = new RejectedBodies();
    private final QuarantineView quarantine;
    private int runs;

    Replays(Scene scene) {
        this.scene = scene;
        this.quarantine = new QuarantineView(topic());
    }

    private static Map<String, String> accepting(String bucket) {
        // No sender is connected, so the gateway needs no notice.
        return Map.of("gateway.accept.buckets", bucket, "gateway.shutdown.notice", "PT0S");
    }

    private String topic() {
        return scene.prefix() + "." + Cluster.QUARANTINE;
    }

    RejectedBodies bodies() {
        return bodies;
    }

    /**
     * Starts a gateway with the wrong setting, posts that many sound callbacks and the malformed ones to it, and ends
     * it.
     */
    void reject(int sound) throws InterruptedException {
        GatewayProcess gateway = wrongGateway();
        reject(gateway, bodies.moreSound(sound));
        RejectedBodies.post(gateway, bodies.moreMalformed(MALFORMED), 400, "");
        gateway.stop();
        awaitInQuarantine();
    }

    /** A ready gateway that accepts only another bucket. */
    GatewayProcess wrongGateway() {
        return scene.gateway(WRONG).awaitReady(Scene.READY_LIMIT);
    }

    void reject(GatewayProcess gateway, List<Body> sound) throws InterruptedException {
        RejectedBodies.post(gateway, sound, 400, "bucket-not-accepted");
    }

    /** Waits until all bodies are in the topic: spooled ones arrive after their answer. */
    void awaitInQuarantine() {
        Set<String> keys = Stream.of(bodies.sound(), bodies.malformed())
                .flatMap(List::stream)
                .map(Body::key)
                .collect(toSet());
        await().atMost(LIMIT).pollDelay(Duration.ZERO).until(() -> {
            readQuarantine();
            return quarantine.keys().containsAll(keys);
        });
    }

    private int readQuarantine() {
        try (TopicReader reader = reader()) {
            return quarantine.read(reader);
        }
    }

    private TopicReader reader() {
        return new TopicReader(scene.cluster().bootstrapServers());
    }

    /** Starts a run. */
    GatewayProcess start(String... options) {
        runs++;
        return launch(options);
    }

    /** Starts a run, and returns once it has published something. */
    GatewayProcess startPublishing(String... options) throws Exception {
        long before = events();
        GatewayProcess run = start(options);
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> !run.isAlive() || events() > before);
        return run;
    }

    private GatewayProcess launch(String... options) {
        String[] arguments =
                Stream.concat(Stream.of("replay"), Stream.of(options)).toArray(String[]::new);
        return scene.with(GatewayProcess.launch(scene.settings(RIGHT), Map.of(), arguments));
    }

    /**
     * Waits for the end of a run.
     *
     * @return its exit status
     */
    int awaitEnd(GatewayProcess run) {
        return run.awaitExit(LIMIT);
    }

    /** The number of records on all topics of events. */
    private long events() throws Exception {
        Map<String, Long> written = scene.cluster().written(scene.prefix());
        return sum(written) - written.get(topic());
    }

    private static long sum(Map<String, Long> written) {
        return written.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Waits until compaction has begun.
     *
     * @return the number of records that it has removed from the topic of rejected bodies
     */
    long awaitCompacted() {
        return await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).until(this::compacted, records -> records > 0);
    }

    private long compacted() throws Exception {
        return scene.cluster().written(scene.prefix()).get(topic()) - readQuarantine();
    }

    /** The number of sound bodies that are open. */
    int open() {
        readQuarantine();
        return open(bodies.sound()).size();
    }

    private Set<Slot> open(List<Body> some) {
        Set<String> keys = some.stream().map(Body::key).collect(toSet());
        return quarantine.open().stream()
                .filter(slot -> keys.contains(slot.key()))
                .collect(toSet());
    }

    /** Runs a last replay, which should have nothing to do, reads the topics, and writes the row. */
    ReplayReport end(String... remarks) throws Exception {
        Map<String, Long> before = scene.cluster().written(scene.prefix());
        assertThat(awaitEnd(launch())).as("status of one more run").isZero();
        long written = sum(scene.cluster().written(scene.prefix())) - sum(before);
        return scene.end(report(written), remarks);
    }

    private ReplayReport report(long writtenByOneMore) throws Exception {
        readQuarantine();
        EventsView events = readEvents(scene.prefix());
        Set<Slot> open = open(bodies.sound());
        Set<String> openKeys = open.stream().map(Slot::key).collect(toSet());
        Set<String> subjects = new HashSet<>();
        List<String> missing = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        for (Body body : bodies.sound()) {
            List<String> absent = body.subjects().stream()
                    .filter(subject -> events.of(subject).isEmpty())
                    .toList();
            subjects.addAll(body.subjects());
            missing.addAll(absent);
            lost.addAll(openKeys.contains(body.key()) ? List.of() : absent);
        }
        return new ReplayReport(
                bodies.sound().size(),
                bodies.malformed().size(),
                runs,
                missing,
                lost,
                events.duplicates(),
                events.subjects().stream()
                        .filter(subject -> !subjects.contains(subject))
                        .toList(),
                events.damaged(),
                unlike(events),
                open,
                open(bodies.malformed()).size(),
                quarantine.astray(),
                writtenByOneMore);
    }

    private EventsView readEvents(String prefix) {
        try (TopicReader reader = reader()) {
            return EventsView.read(reader, prefix);
        }
    }

    /** Subjects with several events, or whose event has another id or topic than a gateway gives it. */
    private List<String> unlike(EventsView events) throws Exception {
        if (EXPECTED.isEmpty()) {
            EXPECTED.putAll(askGateway(bodies.sound().subList(0, SAMPLE)));
        }
        return events.subjects().stream()
                .filter(subject -> events.of(subject).size() > 1
                        || !events.of(subject).equals(EXPECTED.getOrDefault(subject, events.of(subject))))
                .toList();
    }

    /** The events of a gateway with the right setting and separate topics, to which the sample is posted. */
    private Map<String, Set<Published>> askGateway(List<Body> sample) throws Exception {
        String other = scene.prefix() + "-gateway";
        scene.cluster().createTopics(other);
        Map<String, String> settings = new HashMap<>(RIGHT);
        settings.put("gateway.topics.prefix", other);
        GatewayProcess gateway = scene.gateway(settings).awaitReady(Scene.READY_LIMIT);
        RejectedBodies.post(gateway, sample, 200, "");
        gateway.stop(); // after which its spool is empty
        EventsView published = readEvents(other);
        assertThat(published.subjects())
                .as("subjects that a gateway publishes")
                .containsExactlyInAnyOrderElementsOf(sample.stream()
                        .flatMap(body -> body.subjects().stream())
                        .toList());
        scene.cluster().deleteTopics(other);
        return published.subjects().stream().collect(Collectors.toMap(subject -> subject, published::of));
    }
}
