package io.jobevents.gateway;

import java.util.Map;

/** The counts of {@link GatewayMetrics} since the start. */
public interface GatewayCounts {

    /** Deliveries by outcome. */
    Map<String, Long> callbacks();

    /** Requests that the door has refused, by reason; reasons that have not occurred are left out. */
    Map<String, Long> refused();

    /** Records that Kafka has acknowledged. */
    long acknowledged();
}
