/**
 * The AsyncAPI document of a gateway's topics and the OpenAPI document of its HTTP endpoints, both made from the
 * settings, the tag catalogue, the closed sets of the code and the schemas of the events, without a running gateway.
 *
 * <p>The input is a {@link io.jobevents.gateway.GatewayConfig} and {@link io.jobevents.gateway.document.Brokers}, the
 * output JSON. The texts are in the templates {@code documents/asyncapi.json} and {@code documents/openapi.json};
 * values from settings or code are filled in. Depends on the root package, {@code record}, {@code event} and
 * {@code callback}; {@code http} and {@code cli} depend on it.
 */
@NullMarked
package io.jobevents.gateway.document;

import org.jspecify.annotations.NullMarked;
