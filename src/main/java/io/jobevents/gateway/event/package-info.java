/**
 * What consumers read: the callback's jobs and workflows in normal form, as bytes, with everything that stands on the
 * record.
 *
 * <p>A {@link io.jobevents.gateway.callback.Callback} enters through
 * {@link io.jobevents.gateway.event.CallbackEvents}; {@link io.jobevents.gateway.event.EventRecord}s leave, ready for a
 * topic. This room knows {@code callback} and no framework.
 */
@NullMarked
package io.jobevents.gateway.event;

import org.jspecify.annotations.NullMarked;
