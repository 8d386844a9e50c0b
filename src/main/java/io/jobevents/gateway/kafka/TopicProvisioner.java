package io.jobevents.gateway.kafka;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.record.Route;
import io.jobevents.gateway.record.TagCatalogue;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * Creates topics before records need them: the required ones if topics are created on demand, all if they are created
 * at start. For the one thread of {@link KafkaWatch}.
 */
@Singleton
class TopicProvisioner {

    private static final Logger LOG = Logger.getLogger(TopicProvisioner.class);
    /** Long enough for hundreds of topics. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final int NAMED = 3;

    private final GatewayConfig.Create create;
    private final TopicAdmin admin;
    private final TopicDirectory directory;
    private final TagCatalogue catalogue;

    TopicProvisioner(GatewayConfig config, TopicAdmin admin, TopicDirectory directory, TagCatalogue catalogue) {
        this.create = config.topics().create();
        this.admin = admin;
        this.directory = directory;
        this.catalogue = catalogue;
    }

    /**
     * Creates the missing topics, and updates the directory.
     *
     * @param refused receives a refusal and a description of the request; a refusal leaves topics missing, and does not
     *     count as an outage
     * @throws CompletionException if Kafka does not answer
     */
    void provision(BiConsumer<CompletionException, String> refused) {
        List<String> wanted =
                switch (create) {
                    case NONE -> List.of();
                    case ON_DEMAND -> directory.missing(Route.required());
                    case STARTUP -> directory.missing(Route.all(catalogue));
                };
        if (wanted.isEmpty()) {
            return;
        }
        try {
            admin.create(wanted, TIMEOUT).join();
            String named = String.join(" ", wanted.subList(0, Math.min(NAMED, wanted.size())));
            LOG.infof("Created %d topics: %s%s", wanted.size(), named, wanted.size() > NAMED ? " …" : "");
        } catch (CompletionException e) {
            refused.accept(e, "Kafka refuses to create topics");
        }
        directory.listed(admin.list(TopicAdmin.TIMEOUT).join());
    }
}
