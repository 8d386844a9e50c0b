/**
 * The wire below the door: connections and the heads of HTTP/1.1 requests, before there is a request that the door could
 * answer.
 *
 * <p>Vert.x and Quarkus answer, log or close by themselves where a head cannot be read, and offer no hook for it. So {@link
 * io.jobevents.gateway.http.wire.WireTransport} puts handlers of the gateway's own into the Netty pipeline of each
 * connection. What enters is bytes; what leaves is requests, and for a head that cannot be read a request that stands for it
 * ({@link io.jobevents.gateway.http.wire.UnreadableHead}), so that the door answers everything in one place. It knows the root
 * package's {@link io.jobevents.gateway.Refusal} and no bean.
 */
@NullMarked
package io.jobevents.gateway.http.wire;

import org.jspecify.annotations.NullMarked;
