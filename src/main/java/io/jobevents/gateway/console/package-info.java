/**
 * The operator's console: a page and an API below {@code /console}, on the management port only. No callback passes
 * through this package.
 *
 * <p>{@link io.jobevents.gateway.console.ConsoleDoor} mounts the routes, after the guards. Each part of the API is a
 * {@link io.jobevents.gateway.console.ConsoleApi}. A request that passed the guards is a
 * {@link io.jobevents.gateway.console.Call}, handled on one of the console's threads, so it may block; a long answer is
 * an {@link io.jobevents.gateway.console.EventStream}. Depends on the root package, {@code record}, {@code event},
 * {@code callback} and {@code replay}; reads the state of other rooms through interfaces of the root package.
 */
@NullMarked
package io.jobevents.gateway.console;

import org.jspecify.annotations.NullMarked;
