package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayConfig;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Logs the URLs of the console, callbacks, health and metrics, and the command to watch the topics, at start in dev
 * mode.
 */
@IfBuildProfile("dev")
@Singleton
final class DevNotice {

    private static final Logger LOG = Logger.getLogger(DevNotice.class);

    private final GatewayConfig config;
    private final int port;
    private final int managementPort;
    private final String kafka;

    DevNotice(
            GatewayConfig config,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "quarkus.management.port") int managementPort,
            @ConfigProperty(name = "kafka.bootstrap.servers") String kafka) {
        this.config = config;
        this.kafka = kafka;
        this.port = port;
        this.managementPort = managementPort;
    }

    void log(@Observes StartupEvent event) {
        if (config.console().enabled()) {
            LOG.infof("Open the console: http://localhost:%d/console", managementPort);
        }
        LOG.infof("Post callbacks to http://localhost:%d%s", port, config.http().path());
        LOG.infof(
                "Watch the topics %s.* with: KAFKA_BOOTSTRAP_SERVERS=%s make watch",
                config.topics().prefix(), kafka);
        LOG.infof("Health and metrics: http://localhost:%d/q/health and /q/metrics", managementPort);
    }
}
