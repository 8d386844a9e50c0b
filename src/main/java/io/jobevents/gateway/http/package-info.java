/**
 * The door in: whether a request is a delivery, and how it is answered.
 *
 * <p>{@code http.wire} hands on what is HTTP. Requests pass {@link io.jobevents.gateway.http.DoorGuard} (path, method, token),
 * {@link io.jobevents.gateway.http.InFlight} and {@link io.jobevents.gateway.http.BodyReader} (size); what is left is a {@link io.jobevents.gateway.Delivery}, and its
 * {@link io.jobevents.gateway.Outcome} becomes the answer in {@link io.jobevents.gateway.http.Answers}. It knows the root
 * package, of {@code event} the schemas, and {@code document}, which {@link io.jobevents.gateway.http.DocumentDoor} serves.
 */
@NullMarked
package io.jobevents.gateway.http;

import org.jspecify.annotations.NullMarked;
