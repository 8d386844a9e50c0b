package io.jobevents.gateway.tools.soak;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is to do. All of it is bounded: so many callbacks at most, sent within the length, answered within {@link
 * SteadySender#TIMEOUT}, waited for on the topics no longer than the drain wait.
 *
 * @param urls of callbacks, as the sender has them; used in turn
 * @param rate callbacks a second
 * @param connections at most, each to be used by one callback at a time
 * @param bodies a folder of callbacks to be sent instead of the tool's own
 * @param drainWait how long the topics may take to be complete after the last answer
 * @param schedule a file that says when which fault begins
 * @param repeatUnavailable whether a callback answered 503 is sent again, after Retry-After
 * @param ledger a file to be written, one line per callback
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

    /** Where the topics are. */
    public record Kafka(String bootstrap, String prefix, Map<String, String> properties) {
        public Kafka {
            properties = Map.copyOf(properties);
            if (properties.containsKey("")) {
                throw new IllegalArgumentException("--kafka-property is to be KEY=VALUE, and lacks its key");
            }
        }
    }

    /** A callback takes some 500 bytes of heap until the report. */
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

    /** The usual, for runs that are not started from a command line. */
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
