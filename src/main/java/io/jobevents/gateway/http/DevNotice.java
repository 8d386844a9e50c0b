package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayConfig;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Four lines for developers, in dev mode alone: where to look, where to post, how to watch, where health and metrics are. */
@IfBuildProfile("dev")
@Singleton
final class DevNotice {

    private static final Logger LOG = Logger.getLogger(DevNotice.class);

    private final GatewayConfig config;
    private final int port;
    private final int managementPort;

    DevNotice(
            GatewayConfig config,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "quarkus.management.port") int managementPort) {
        this.config = config;
        this.port = port;
        this.managementPort = managementPort;
    }

    void say(@Observes StartupEvent event) {
        if (config.console().enabled()) {
            LOG.infof("See what happens at http://localhost:%d/console", managementPort);
        }
        LOG.infof("Post callbacks to http://localhost:%d%s", port, config.http().path());
        LOG.infof("Watch the topics %s.* with: make watch", config.topics().prefix());
        LOG.infof("Health and metrics: http://localhost:%d/q/health and /q/metrics", managementPort);
    }
}
