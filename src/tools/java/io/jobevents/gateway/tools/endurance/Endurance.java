package io.jobevents.gateway.tools.endurance;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.broker.TopicReader;
import io.jobevents.gateway.tools.faults.Cluster;
import io.jobevents.gateway.tools.faults.QuarantineView;
import io.jobevents.gateway.tools.soak.SoakOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One soak of hours, from the start of its {@link Site} to the result. */
final class Endurance {

    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(5);
    private static final int SAMPLES_A_MINUTE = 12;
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(3);
    private static final Duration REPLAY_LIMIT = Duration.ofMinutes(3);
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final int MOST_ROUNDS = 18;
    private static final Duration PROMPT = Duration.ofMillis(500);
    private static final int MOST_REPLAYS = 3;
    /** The number of samples in a calm period before the heaps are read once. */
    private static final int SAMPLES_BEFORE_HEAPS = 8;

    private final EnduranceOptions options;
    private final EnduranceReport report;

    Endurance(EnduranceOptions options, EnduranceReport report) {
        this.options = options;
        this.report = report;
    }

    /** @return whether all promises hold */
    boolean run() throws Exception {
        report.begin(options);
        try (Site site = Site.start()) {
            Bodies bodies = Bodies.mixed();
            Books books = new Books(bodies, System::nanoTime);
            Flatness flatness = new Flatness(options.length());
            List<FaultRun.Done> done;
            try (FaultRun faults =
                            new FaultRun(new Faults(site, options.rate()), new FaultPlan(options.seed()), report::say);
                    Traffic traffic = Traffic.start(
                            site.url(),
                            site.tokens()::current,
                            options.rate(),
                            new SoakOptions.Kafka(site.cluster().bootstrapServers(), Site.PREFIX, Map.of()),
                            bodies,
                            books,
                            faults::moment)) {
                warm(books);
                faults.start(options.length());
                watch(System.nanoTime(), faults, books, new Meter(site, flatness));
                traffic.stop();
                faults.close();
                done = faults.done();
                report.say("The last callback is answered; waiting for the topics");
                awaitTopics(books);
                replayTheRest(site, books);
            }
            Set<String> open = open(site);
            return report.end(books.close(), open, flatness.judge(), done, site.fatalErrors());
        }
    }

    /** Waits until answers are prompt, since new JVMs are still compiling their code. */
    private void warm(Books books) throws InterruptedException {
        Duration p99 = PROMPT;
        for (int round = 0; round < MOST_ROUNDS && p99.compareTo(PROMPT) >= 0; round++) {
            Thread.sleep(ROUND);
            p99 = books.takeLatencies().quantile(0.99);
        }
        report.say("Warm: in the last %d s the p99 was %d ms".formatted(ROUND.toSeconds(), p99.toMillis()));
    }

    private void watch(long start, FaultRun faults, Books books, Meter meter) throws InterruptedException {
        int calmSamples = 0;
        for (int sample = 1; ; sample++) {
            Duration at = SAMPLE_INTERVAL.multipliedBy(sample);
            Thread.sleep(Duration.ofNanos(Math.max(0, start + at.toNanos() - System.nanoTime())));
            if (at.compareTo(options.length()) >= 0) {
                return;
            }
            Moment moment = faults.moment();
            String site = meter.read(at, moment.calm());
            calmSamples = moment.calm() ? calmSamples + 1 : 0;
            if (calmSamples == SAMPLES_BEFORE_HEAPS) {
                meter.readHeaps(at);
            }
            if (sample % SAMPLES_A_MINUTE == 0) {
                books.settle();
                report.minute(at, moment, books, site);
            }
        }
    }

    private static void awaitTopics(Books books) throws InterruptedException {
        long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
        while (!books.missing().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(250);
        }
    }

    /** Runs replays until no body is left to replay, and waits until their events are on the topics. */
    private static void replayTheRest(Site site, Books books) throws InterruptedException {
        int status = 1;
        for (int run = 0; run < MOST_REPLAYS && status != 0; run++) {
            try (GatewayProcess replay = site.replay()) {
                status = replay.awaitExit(REPLAY_LIMIT);
            }
        }
        long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
        while (!books.awaitingReplay().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(250);
        }
        Thread.sleep(Duration.ofSeconds(3)); // copies and strangers may arrive after the last missing record
    }

    private static Set<String> open(Site site) {
        QuarantineView quarantine = new QuarantineView(Site.PREFIX + "." + Cluster.QUARANTINE);
        try (TopicReader reader = new TopicReader(site.cluster().bootstrapServers())) {
            quarantine.read(reader);
        }
        Set<String> open = new HashSet<>();
        quarantine.open().forEach(slot -> open.add(slot.key()));
        return open;
    }

    /** Sentences on bodies that are open at the end and should not be, or are not open and should be. */
    static List<String> faults(BooksResult books, Set<String> open) {
        List<String> faults = new ArrayList<>();
        long closed =
                books.mustBeOpen().stream().filter(key -> !open.contains(key)).count();
        long stray =
                open.stream().filter(key -> !books.mayBeOpen().contains(key)).count();
        if (closed > 0) {
            faults.add("%,d malformed bodies are not open in the topic of rejected ones".formatted(closed));
        }
        if (stray > 0) {
            faults.add("%,d bodies are open that no malformed callback accounts for".formatted(stray));
        }
        return faults;
    }
}
