/**
 * The way back: quarantined bodies, decoded anew and published once they are sound.
 *
 * <p>{@link io.jobevents.gateway.record.Quarantined} records enter from {@link io.jobevents.gateway.QuarantineTopic}; which bodies are
 * open is kept in {@link io.jobevents.gateway.replay.OpenBodies}, on disk. {@link io.jobevents.gateway.CallbackRecords} makes
 * records of them, which leave through {@link io.jobevents.gateway.RecordPublisher}; then a tombstone says that the body is
 * resolved. It knows the root package, {@code record} and {@code callback}'s reasons.
 */
@NullMarked
package io.jobevents.gateway.replay;

import org.jspecify.annotations.NullMarked;
