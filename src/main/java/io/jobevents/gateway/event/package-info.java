/**
 * Normalizes and encodes callbacks: their jobs, workflows and moderation results become events.
 *
 * <p>{@link io.jobevents.gateway.event.CallbackEvents} takes a {@link io.jobevents.gateway.callback.Callback} and
 * returns {@link io.jobevents.gateway.event.EncodedEvent}s. Each kind of event has a table of its members and their
 * paths: {@code JobShape}, {@code WorkflowShape}, {@code ModerationShape}. Depends on {@code callback} and no
 * framework.
 */
@NullMarked
package io.jobevents.gateway.event;

import org.jspecify.annotations.NullMarked;
