/**
 * What stands on a topic: records with their ids, keys, headers and routes.
 *
 * <p>An {@link io.jobevents.gateway.event.EncodedEvent} enters through {@link io.jobevents.gateway.record.CloudEvent}, a body
 * that was rejected through {@link io.jobevents.gateway.record.Quarantine};
 * {@link io.jobevents.gateway.record.EventRecord}s leave, ready for a topic. This room knows {@code event} and
 * {@code callback}, and no framework.
 */
@NullMarked
package io.jobevents.gateway.record;

import org.jspecify.annotations.NullMarked;
