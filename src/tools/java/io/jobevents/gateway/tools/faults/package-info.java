/**
 * The fault suite: a real cluster of three brokers and packaged gateways, as processes of this machine, under steady load while
 * something breaks.
 *
 * <p>Each test, named {@code *Fault}, is a {@link Scene}: what it starts, from the {@link Cluster} to a {@link Balancer}, a {@link
 * Network} that can be cut or a {@link SmallDisk}, and the load from {@code soak}, whose report becomes a row of a {@link
 * FaultTable}. Scenes of {@link Replays} have rejected bodies in the place of a load. The gateway is spoken to by HTTP, files,
 * signals and Kafka alone. Run by {@code bin/maven -Pfaults verify}.
 */
@NullMarked
package io.jobevents.gateway.tools.faults;

import org.jspecify.annotations.NullMarked;
