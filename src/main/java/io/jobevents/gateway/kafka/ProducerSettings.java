package io.jobevents.gateway.kafka;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.TopicSettings;
import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.Config;

/**
 * The producer settings that are derived from the gateway's configuration; the fixed ones are in
 * {@code application.properties} under {@code mp.messaging.outgoing.events}.
 */
@Singleton
final class ProducerSettings implements ClientCustomizer<Map<String, Object>> {

    private final long maxRecordSize;

    ProducerSettings(GatewayConfig config) {
        this.maxRecordSize = TopicSettings.maxRecordSize(config);
    }

    @Override
    public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> settings) {
        Map<String, Object> customized = new HashMap<>(settings);
        customized.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Long.toString(maxRecordSize));
        long buffer = Long.parseLong(customized
                .getOrDefault(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L << 20)
                .toString());
        customized.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(Math.max(buffer, 2 * maxRecordSize)));
        return customized;
    }
}
