/**
 * What tools read of a gateway: the AsyncAPI document of its topics and the OpenAPI document of its door, both made from the
 * settings, the tag catalogue, the closed sets of the code and the schemas of the events. Nothing has to run for that.
 *
 * <p>A {@link io.jobevents.gateway.GatewayConfig} and {@link io.jobevents.gateway.document.Brokers} enter, JSON leaves. The
 * words are in the templates {@code documents/asyncapi.json} and {@code documents/openapi.json}; what follows from settings or
 * code is filled in. This room knows the root package, {@code record}, {@code event} and {@code callback}; the doors
 * {@code http} and {@code cli} know it.
 */
@NullMarked
package io.jobevents.gateway.document;

import org.jspecify.annotations.NullMarked;
