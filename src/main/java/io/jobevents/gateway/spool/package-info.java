/**
 * The waiting room: what Kafka has not acknowledged, on disk until it has.
 *
 * <p>{@link io.jobevents.gateway.record.EventRecord}s enter through {@link io.jobevents.gateway.spool.DiskSpool};
 * {@link io.jobevents.gateway.spool.SpoolWriter} writes them in groups; they leave through {@link io.jobevents.gateway.spool.Drain}, which publishes them again, oldest
 * first. The file is SQLite's, to be read with its own tool; {@link io.jobevents.gateway.spool.SpoolFile} documents the
 * schema. It knows the root package and {@code record}.
 */
@NullMarked
package io.jobevents.gateway.spool;

import org.jspecify.annotations.NullMarked;
