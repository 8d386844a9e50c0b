/**
 * The proof that no callback answered 200 is lost: a tool that sends callbacks at a steady rate, lets faults happen, and then
 * compares the answers with the topics.
 *
 * <p>Options → {@link SoakRun}: {@link NumberedCallbacks} are sent by the {@link SteadySender}, each answer is an entry of the {@link
 * Ledger}; meanwhile the {@link TopicFollower} notes the {@link Arrivals}; ledger and arrivals together are the {@link Report}.
 * {@link Soak} is the main class of {@code bin/soak --url}; without {@code --url} it is the room {@code endurance}. This room knows the gateway by HTTP and Kafka alone, and the testkit.
 */
@NullMarked
package io.jobevents.gateway.tools.soak;

import org.jspecify.annotations.NullMarked;
