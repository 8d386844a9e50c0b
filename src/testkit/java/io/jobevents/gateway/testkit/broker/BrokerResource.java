package io.jobevents.gateway.testkit.broker;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Provides the {@link EmbeddedBroker#shared shared broker} to {@code @QuarkusTest}s, until the run ends. */
public final class BrokerResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of("kafka.bootstrap.servers", EmbeddedBroker.shared().bootstrapServers());
    }

    @Override
    public void stop() {
        // Other test profiles use the same broker, which ends with this JVM.
    }
}
