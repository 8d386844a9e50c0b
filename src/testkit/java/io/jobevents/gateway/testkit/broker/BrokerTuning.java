package io.jobevents.gateway.testkit.broker;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;

/**
 * Options of a broker's process.
 *
 * @param properties additional and changed lines of {@code server.properties}
 * @param jvmOptions options of its JVM
 */
public record BrokerTuning(Map<String, String> properties, List<String> jvmOptions) {

    /** Small and quick to start. */
    public static final BrokerTuning FOR_TESTS =
            new BrokerTuning(Map.of(), List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));

    public BrokerTuning {
        properties = Map.copyOf(properties);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** Lines to append to a properties file, where the last value of a key counts. */
    String lines() {
        return properties.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .sorted()
                .collect(joining());
    }
}
