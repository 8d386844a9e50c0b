/**
 * The tools of dev mode: {@link DevBroker} is the broker that {@code bin/dev} starts, {@link Watch} prints its records
 * ({@code bin/watch}).
 */
@NullMarked
package io.jobevents.gateway.tools.dev;

import org.jspecify.annotations.NullMarked;
