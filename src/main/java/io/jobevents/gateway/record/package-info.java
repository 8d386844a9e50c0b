/**
 * Records for topics, with their ids, keys, headers and routes.
 *
 * <p>{@link io.jobevents.gateway.record.CloudEvent} makes an {@link io.jobevents.gateway.record.EventRecord} of an
 * {@link io.jobevents.gateway.event.EncodedEvent}, {@link io.jobevents.gateway.record.Quarantine} one of a rejected
 * body. Depends on {@code event} and {@code callback}, and no framework.
 */
@NullMarked
package io.jobevents.gateway.record;

import org.jspecify.annotations.NullMarked;
