package io.jobevents.gateway.tools.soak;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a run. Every run is limited: to {@link #MOST_CALLBACKS}, in length, in the time to answer ({@link
 * SteadySender#TIMEOUT}) and in the wait for the topics.
 *
 * @param urls of callbacks, as the sender has them; used in turn
 * @param rate callbacks per second
 * @param connections the maximum number; each is used by one callback at a time
 * @param bodies a folder of callbacks to send instead of generated ones
 * @param drainWait the time limit for the topics to be complete after the last answer
 * @param schedule a file with the times of faults, see {@link Schedule}
 * @param repeatUnavailable whether a callback answered 503 is sent again, after Retry-After
 * @param ledger a file to write, with one line per callback
 */
public record SoakOptions(
        List<URI> urls,
        Optional<String> token,
        Kafka kafka,
        int rate,
        Duration length,
        int connections,
        Optional<Path> bodies,
        Duration drainWait,
        Optional<Path> schedule,
        boolean repeatUnavailable,
        Optional<Path> ledger) {

    /** The cluster and prefix of the topics. */
    public record Kafka(String bootstrap, String prefix, Map<String, String> properties) {
        public Kafka {
            properties = Map.copyOf(properties);
            if (properties.containsKey("")) {
                throw new IllegalArgumentException("--kafka-property is to be KEY=VALUE, and lacks its key");
            }
        }
    }

    /** Each callback takes about 500 bytes of heap until the report. */
    static final int MOST_CALLBACKS = 1_000_000;

    public SoakOptions {
        urls = List.copyOf(urls);
        if (rate < 1 || length.toSeconds() < 1 || connections < 1) {
            throw new IllegalArgumentException("--rate, --seconds and --connections are at least 1");
        }
        if (rate * length.toSeconds() > MOST_CALLBACKS) {
            throw new IllegalArgumentException(
                    "--rate × --seconds is over " + MOST_CALLBACKS + " callbacks, of which each is kept in memory");
        }
    }

    /** The defaults, for runs that are not started from a command line. */
    public static SoakOptions of(List<URI> urls, Kafka kafka, int rate, Duration length) {
        return new SoakOptions(
                urls,
                Optional.empty(),
                kafka,
                rate,
                length,
                1_000,
                Optional.empty(),
                Duration.ofSeconds(90),
                Optional.empty(),
                false,
                Optional.empty());
    }

    public SoakOptions withConnections(int most) {
        return new SoakOptions(
                urls, token, kafka, rate, length, most, bodies, drainWait, schedule, repeatUnavailable, ledger);
    }

    int callbacks() {
        return (int) (rate * length.toSeconds());
    }
}
