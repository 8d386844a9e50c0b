/**
 * The fault suite: a cluster of three brokers and packaged gateways, as processes on this machine, under a steady load
 * during a fault.
 *
 * <p>Each test, named {@code *Fault}, is a {@link Scene}. It starts a {@link Cluster}, gateways, and a {@link
 * Balancer}, a {@link Network} or a {@link SmallDisk} as needed, and a load from {@code soak}, whose report becomes a
 * row of a {@link FaultTable}. Scenes of {@link Replays} have rejected bodies in place of a load. The tests use the
 * gateway only by HTTP, files, signals and Kafka. Run by {@code bin/maven -Pfaults verify}.
 */
@NullMarked
package io.jobevents.gateway.tools.faults;

import org.jspecify.annotations.NullMarked;
