package io.jobevents.gateway;

import io.jobevents.gateway.record.Route;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a topic that the gateway creates. All others, such as the retention of events, are the brokers'
 * defaults.
 *
 * @param replicas of each partition
 * @param configs by the names of Kafka's topic settings
 */
public record TopicSettings(int partitions, short replicas, Map<String, String> configs) {

    /** With three replicas, of which two must be in sync, an acknowledged record survives the loss of a broker. */
    public static final short SAFE_REPLICAS = 3;

    /** How long a rejected body is kept: long enough to fix the cause, but not an archive of unknown content. */
    public static final Duration QUARANTINE_RETENTION = Duration.ofDays(14);

    /**
     * The largest record is an event of twice the body's size; the factor leaves room for headers and batch overhead.
     */
    private static final int RECORD_TO_BODY = 4;

    public TopicSettings {
        configs = Collections.unmodifiableMap(new LinkedHashMap<>(configs));
    }

    /**
     * @param topic with the prefix
     * @param brokers how many there are, which bounds the replicas where none are configured; empty if that is not known
     */
    public static TopicSettings of(GatewayConfig config, String topic, Optional<Integer> brokers) {
        short replicas = config.topics().replicationFactor().orElseGet(() ->
                (short) Math.min(SAFE_REPLICAS, brokers.orElse((int) SAFE_REPLICAS)));
        Map<String, String> configs = new LinkedHashMap<>();
        configs.put("max.message.bytes", Long.toString(maxRecordSize(config)));
        configs.put("min.insync.replicas", replicas >= SAFE_REPLICAS ? "2" : "1");
        if (topic.equals(quarantine(config))) {
            configs.put("cleanup.policy", "compact,delete");
            configs.put("retention.ms", Long.toString(QUARANTINE_RETENTION.toMillis()));
        }
        return new TopicSettings(config.topics().partitions(), replicas, configs);
    }

    /** The largest record in bytes: the limit of the producer and of topics that the gateway creates. */
    public static long maxRecordSize(GatewayConfig config) {
        return RECORD_TO_BODY * config.http().maxBodySize().asLongValue();
    }

    /** The topic of rejected bodies. */
    public static String quarantine(GatewayConfig config) {
        return config.topics().prefix() + "." + Route.QUARANTINE.topic();
    }
}
