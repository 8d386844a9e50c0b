/**
 * The soak of hours: a cluster, gateways and a balancer under a steady load, with faults in random order from a seed.
 * It tests that no callback is lost and that no use of resources grows.
 *
 * <p>{@link Endurance} runs one soak. {@link Site} starts the processes. {@link Traffic} sends {@link Bodies} and reads
 * the topics. {@link Books} keep each callback until it is settled. {@link FaultPlan} chooses the next {@link
 * Incident}, and {@link Faults} makes and undoes it. {@link Meter} measures processes and disks, and {@link Flatness}
 * decides whether they have grown. {@link EnduranceReport} writes the report. {@link EnduranceCommand} is the main
 * class of {@code bin/soak} without {@code --url}. This room knows the rooms {@code soak} and {@code faults}, and the
 * testkit.
 */
@NullMarked
package io.jobevents.gateway.tools.endurance;

import org.jspecify.annotations.NullMarked;
