package io.jobevents.gateway;

/** What the door has in its hands at this moment. */
public interface Load {

    /** Deliveries that have no answer yet. */
    int deliveries();

    /** Bytes of their bodies. */
    long bytes();

    /** Open connections, those of the management port among them. */
    int connections();
}
