package io.jobevents.gateway.testkit.broker;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;

/**
 * How a broker's process is run.
 *
 * @param properties what {@code server.properties} says beside and instead of the usual
 * @param jvmOptions of its JVM
 */
public record BrokerTuning(Map<String, String> properties, List<String> jvmOptions) {

    /** Small and quick to start. */
    public static final BrokerTuning FOR_TESTS =
            new BrokerTuning(Map.of(), List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));

    public BrokerTuning {
        properties = Map.copyOf(properties);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** Of what is said twice in a file of properties, the last counts. */
    String lines() {
        return properties.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .sorted()
                .collect(joining());
    }
}
