package io.jobevents.gateway;

import java.util.Map;

/** What {@link GatewayMetrics} has counted since the start. */
public interface GatewayCounts {

    /** Deliveries by outcome. */
    Map<String, Long> callbacks();

    /** Requests that the door has answered by itself, by reason; those without any are left out. */
    Map<String, Long> refused();

    /** Records that Kafka has acknowledged. */
    long acknowledged();
}
