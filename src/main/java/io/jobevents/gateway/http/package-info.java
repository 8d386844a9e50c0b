/**
 * The public HTTP endpoint for callbacks: it checks requests, reads bodies, and answers.
 *
 * <p>{@code http.wire} handles connections and unreadable request heads. A request passes {@link
 * io.jobevents.gateway.http.DoorGuard} (path, method, token, rate), {@link io.jobevents.gateway.http.InFlight} and
 * {@link io.jobevents.gateway.http.BodyReader} (size), and becomes a {@link io.jobevents.gateway.Delivery}. {@link
 * io.jobevents.gateway.http.Answers} turns the {@link io.jobevents.gateway.Outcome} of the delivery into the answer. A
 * request that fails a check is answered by {@link io.jobevents.gateway.http.Refusals}.
 *
 * <p>This room knows the root package, the schemas in {@code event}, and {@code document}, whose documents {@link
 * io.jobevents.gateway.http.DocumentDoor} serves on the management port.
 */
@NullMarked
package io.jobevents.gateway.http;

import org.jspecify.annotations.NullMarked;
