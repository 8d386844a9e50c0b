/**
 * The operator's window: a page and an API below {@code /console}, on the management port alone.
 *
 * <p>{@link io.jobevents.gateway.console.ConsoleDoor} mounts everything; its guards run before any route. Each part of the API is a
 * {@link io.jobevents.gateway.console.ConsoleApi}. A request that passed the guards is a {@link io.jobevents.gateway.console.Call}, which runs on a thread of the
 * console's own, so it may block; what goes on for longer is an {@link io.jobevents.gateway.console.EventStream}. The room knows the root, {@code record},
 * {@code event}, {@code callback} and {@code replay}; what it shows of the other rooms it reads through interfaces of the root. The way of
 * a callback does not pass here.
 */
@NullMarked
package io.jobevents.gateway.console;

import org.jspecify.annotations.NullMarked;
