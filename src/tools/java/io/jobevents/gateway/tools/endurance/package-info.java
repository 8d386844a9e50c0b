/**
 * The soak of hours: a cluster, gateways and a balancer of its own under a steady load, faults in random order from a seed, and
 * the proof that nothing is lost and nothing grows.
 *
 * <p>{@link EnduranceOptions} → {@link Endurance}: the {@link Site} is what is started; {@link Traffic} sends {@link Bodies} to it
 * and follows the topics; the {@link Books} have each callback until it is settled; the {@link FaultPlan} says which {@link
 * Incident} is next and {@link Faults} makes and undoes it; the {@link Meter} reads processes and disks, and {@link Flatness} judges
 * what it read. {@link EnduranceReport} tells all of it. {@link EnduranceCommand} is the main class of {@code bin/soak} without
 * {@code --url}. This room knows the rooms {@code soak} and {@code faults}, and the testkit.
 */
@NullMarked
package io.jobevents.gateway.tools.endurance;

import org.jspecify.annotations.NullMarked;
