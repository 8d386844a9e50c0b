package io.jobevents.gateway;

import io.jobevents.gateway.callback.Bounds;
import io.jobevents.gateway.callback.CallbackDecoder;
import io.jobevents.gateway.event.CallbackEvents;
import io.jobevents.gateway.record.CloudEvent;
import io.jobevents.gateway.record.TagCatalogue;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Puts together what knows no container. */
final class GatewayWiring {

    /** An event may be twice as large as the body: JSON escapes what XML writes plainly. */
    private static final int VALUE_TO_BODY = 2;

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    TagCatalogue catalogue(GatewayConfig config) {
        return new TagCatalogue(Set.copyOf(config.topics().extraTags().orElse(List.of())));
    }

    @Produces
    @Singleton
    CallbackGateway gateway(
            GatewayConfig config,
            TagCatalogue catalogue,
            RecordPublisher publisher,
            Spool spool,
            GatewayMetrics metrics,
            Clock clock) {
        GatewayConfig.Callbacks bounds = config.callback();
        return new CallbackGateway(
                new CallbackDecoder(
                        new Bounds(bounds.maxDepth(), bounds.maxNodes(), bounds.maxJobs()), CallbackEvents.nodeNames()),
                new CallbackEvents(
                        Set.copyOf(config.accept().buckets().orElse(List.of())),
                        config.moderation().user(),
                        VALUE_TO_BODY * config.http().maxBodySize().asLongValue()),
                new CloudEvent(config.schemas().baseUri(), catalogue),
                publisher,
                spool,
                metrics,
                clock);
    }
}
