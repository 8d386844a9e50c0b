package io.jobevents.gateway;

/** The requests and connections in progress. */
public interface Load {

    /** Deliveries that have no answer yet. */
    int deliveries();

    /** Bytes of their bodies. */
    long bytes();

    /** Open connections, including those of the management port. */
    int connections();
}
