package io.jobevents.gateway.tools.soak;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of {@link Soak}, read one after the other. */
final class CommandLine {

    static final String USAGE = """
            Sends callbacks at a steady rate, then compares the answers with the topics.

            bin/soak [--url URL]… [options]

              --url URL              the callback URL; several are used in turn. None: brokers, a gateway and faults of its own
              --token TOKEN          sent as "Authorization: Bearer TOKEN"
              --kafka HOST:PORT,…    brokers, to read the topics from (localhost:9092)
              --prefix PREFIX        of the topics (ci)
              --kafka-property K=V   of the consumer, for example security.protocol=SASL_SSL; repeatable
              --rate N               callbacks a second (500)
              --seconds N            for how long (60)
              --connections N        at most (1000); too few hold up callbacks while others wait for their answer
              --bodies FOLDER        callbacks to send, XML or JSON; their job and run ids are replaced
              --drain-wait SECONDS   how long the topics may take to be complete after the last answer (90)
              --schedule FILE        faults: lines of SECOND | NAME | SHELL COMMAND
              --repeat-unavailable   send a callback that was answered 503 again, after Retry-After
              --ledger FILE          write one line per callback

            Exit status: 0 if everything answered 200 is on the topics, 1 if not or if nothing was answered 200, 2 for a wrong use.
            """;

    private final List<URI> urls = new ArrayList<>();
    private final Map<String, String> kafkaProperties = new HashMap<>();
    private Optional<String> token = Optional.empty();
    private Optional<Path> bodies = Optional.empty();
    private Optional<Path> schedule = Optional.empty();
    private Optional<Path> ledger = Optional.empty();
    private String kafka = "localhost:9092";
    private String prefix = "ci";
    private int rate = 500;
    private int seconds = 60;
    private int connections = 1_000;
    private int drainWait = 90;
    private boolean repeatUnavailable;

    CommandLine(String[] arguments) {
        int next = 0;
        while (next < arguments.length) {
            String option = arguments[next++];
            if (option.equals("--repeat-unavailable")) {
                repeatUnavailable = true;
            } else if (next == arguments.length) {
                throw new IllegalArgumentException(option + " is unknown or lacks its value");
            } else {
                take(option, arguments[next++]);
            }
        }
    }

    private void take(String option, String value) {
        switch (option) {
            case "--url" -> urls.add(url(value));
            case "--token" -> token = Optional.of(value);
            case "--kafka" -> kafka = value;
            case "--prefix" -> prefix = value;
            case "--kafka-property" -> kafkaProperty(value);
            case "--rate" -> rate = number(option, value);
            case "--seconds" -> seconds = number(option, value);
            case "--connections" -> connections = number(option, value);
            case "--bodies" -> bodies = Optional.of(Path.of(value));
            case "--drain-wait" -> drainWait = number(option, value);
            case "--schedule" -> schedule = Optional.of(Path.of(value));
            case "--ledger" -> ledger = Optional.of(Path.of(value));
            default -> throw new IllegalArgumentException(option + " is unknown");
        }
    }

    private static URI url(String value) {
        URI url = URI.create(value);
        if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
            throw new IllegalArgumentException("--url is to be http://… or https://…, not " + value);
        }
        return url;
    }

    private void kafkaProperty(String value) {
        int equals = value.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("--kafka-property is to be KEY=VALUE, not " + value);
        }
        kafkaProperties.put(value.substring(0, equals), value.substring(equals + 1));
    }

    private static int number(String option, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException other) {
            throw new IllegalArgumentException(option + " is to be a number, not " + value, other);
        }
    }

    SoakOptions options() {
        return new SoakOptions(
                urls,
                token,
                new SoakOptions.Kafka(kafka, prefix, kafkaProperties),
                rate,
                Duration.ofSeconds(seconds),
                connections,
                bodies,
                Duration.ofSeconds(drainWait),
                schedule,
                repeatUnavailable,
                ledger);
    }
}
