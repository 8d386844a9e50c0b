/**
 * The measure of what a callback costs: the packaged gateway beside a floor that no gateway can be below, and beside a peer
 * that does the same job.
 *
 * <p>{@link Bench} is the main class of {@code bin/bench}. It starts one real broker and the {@link Target}s as processes;
 * {@link LoadGenerator} sends them {@link Requests}, {@link ProcessMeter}s tell what they took, and each result is a {@link Figure}.
 * {@link PerformanceReport} makes of them the generated parts of {@code docs/PERFORMANCE.md}, with {@link Chart}s and with the
 * {@link Goals}. {@link PodMeasuring} looks at one gateway alone, a {@link Pod} in a {@link ControlGroup}.
 *
 * <p>Its arithmetic is tested with all the rest; what it measures is started by {@code bin/bench} alone. This room knows the
 * testkit.
 */
@NullMarked
package io.jobevents.gateway.tools.bench;

import org.jspecify.annotations.NullMarked;
