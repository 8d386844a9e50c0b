/**
 * The spool: keeps records on disk until Kafka has acknowledged them.
 *
 * <p>{@link io.jobevents.gateway.spool.DiskSpool} takes {@link io.jobevents.gateway.record.EventRecord}s,
 * {@link io.jobevents.gateway.spool.SpoolWriter} writes them in groups, and {@link io.jobevents.gateway.spool.Drain}
 * publishes them, oldest first. The file is an SQLite database; {@link io.jobevents.gateway.spool.SpoolFile} documents
 * its schema. Depends on the root package and {@code record}.
 */
@NullMarked
package io.jobevents.gateway.spool;

import org.jspecify.annotations.NullMarked;
