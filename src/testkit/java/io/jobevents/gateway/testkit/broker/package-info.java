/**
 * The real Kafka of tests and dev mode: a child process from Maven's jars, which outlives hot reloads and is never part of the packaged
 * program.
 *
 * <p>{@link EmbeddedBroker} starts, freezes, kills and restarts it; {@link BrokerProcess} is its main class. {@link ContainerBroker} uses
 * Kafka's image instead, and {@link Broker} is either of them, for tests that only publish and read. {@link BrokerResource} gives one to all
 * {@code @QuarkusTest}s of a run; {@link TopicReader} reads topics. This package uses only the log of {@code testkit}.
 */
@NullMarked
package io.jobevents.gateway.testkit.broker;

import org.jspecify.annotations.NullMarked;
