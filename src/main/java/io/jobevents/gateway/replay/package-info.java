/**
 * Replay: quarantined bodies are decoded again, and published if they are sound.
 *
 * <p>{@link io.jobevents.gateway.record.Quarantined} records enter from {@link io.jobevents.gateway.QuarantineTopic}.
 * {@link io.jobevents.gateway.replay.OpenBodies} keeps the places of open bodies on disk. {@link
 * io.jobevents.gateway.CallbackRecords} turns a body into records, which leave through {@link
 * io.jobevents.gateway.RecordPublisher}. Then a tombstone marks the body as resolved. This room knows the root package,
 * {@code record}, and the reasons in {@code callback}.
 */
@NullMarked
package io.jobevents.gateway.replay;

import org.jspecify.annotations.NullMarked;
