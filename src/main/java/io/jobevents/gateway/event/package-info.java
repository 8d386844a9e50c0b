/**
 * What consumers read: the callback's jobs and workflows in normal form, as bytes.
 *
 * <p>A {@link io.jobevents.gateway.callback.Callback} enters through
 * {@link io.jobevents.gateway.event.CallbackEvents}; {@link io.jobevents.gateway.event.EncodedEvent}s leave. Which
 * members an event has, and where they are found, stands in a table for each kind: {@code JobShape}, {@code WorkflowShape}.
 * This room knows {@code callback} and no framework.
 */
@NullMarked
package io.jobevents.gateway.event;

import org.jspecify.annotations.NullMarked;
