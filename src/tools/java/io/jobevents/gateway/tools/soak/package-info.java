/**
 * A tool that tests that no callback answered 200 is lost: it sends callbacks at a steady rate during faults, and
 * compares the answers with the topics.
 *
 * <p>{@link SoakRun} runs one test: the {@link SteadySender} sends {@link NumberedCallbacks} and adds each answer to
 * the {@link Ledger}. Meanwhile the {@link TopicFollower} adds records to the {@link Arrivals}. The {@link Report}
 * compares both. {@link Soak} is the main class of {@code bin/soak --url}; without {@code --url}, {@code bin/soak} is
 * the room {@code endurance}. This room uses the gateway only by HTTP and Kafka, and knows the testkit.
 */
@NullMarked
package io.jobevents.gateway.tools.soak;

import org.jspecify.annotations.NullMarked;
