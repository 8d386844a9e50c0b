/**
 * The benchmark of the cost of a callback: compares the packaged gateway with a minimal server (the floor) and with
 * Apache Camel.
 *
 * <p>{@link Bench} is the main class of {@code bin/bench}. It starts a real broker and the {@link Target}s as
 * processes. {@link LoadGenerator} sends them {@link Requests}, {@link ProcessMeter}s measure the processes, and each
 * result is a {@link Figure}. {@link PerformanceReport} writes the generated parts of {@code docs/PERFORMANCE.md}, with
 * {@link Chart}s and {@link Goals}. {@link PodMeasuring} measures a single gateway, a {@link Pod} in a
 * {@link ControlGroup}.
 *
 * <p>Unit tests cover the calculations; only {@code bin/bench} runs measurements. Depends on the testkit.
 */
@NullMarked
package io.jobevents.gateway.tools.bench;

import org.jspecify.annotations.NullMarked;
