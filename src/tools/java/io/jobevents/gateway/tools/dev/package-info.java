/**
 * The tools of dev mode: {@link DevBroker} is the Kafka that {@code bin/dev} starts, {@link Watch} prints what arrives in it
 * ({@code bin/watch}).
 */
@NullMarked
package io.jobevents.gateway.tools.dev;

import org.jspecify.annotations.NullMarked;
