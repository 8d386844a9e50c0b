/**
 * The Netty handlers of a connection, before Vert.x has a request.
 *
 * <p>Vert.x and Quarkus answer, log or close by themselves if a head is unreadable, and offer no hook for it. So {@link
 * io.jobevents.gateway.http.wire.WireTransport} adds handlers to the Netty pipeline of each connection. Bytes enter,
 * and requests leave. An unreadable head leaves as an {@link io.jobevents.gateway.http.wire.UnreadableHead}, so that
 * all requests are answered in {@code http}. The handlers also apply the limits of a connection and shut down HTTP/2
 * gracefully. This room knows {@link io.jobevents.gateway.Refusal} and no bean.
 */
@NullMarked
package io.jobevents.gateway.http.wire;

import org.jspecify.annotations.NullMarked;
