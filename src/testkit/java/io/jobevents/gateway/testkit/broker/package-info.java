/**
 * The real Kafka of tests and of dev mode: a process of its own, made of Maven's jars, which outlives hot reloads and never
 * reaches production.
 *
 * <p>{@link EmbeddedBroker} starts, freezes, kills and restarts it; {@link BrokerProcess} is what runs in it;
 * {@link ContainerBroker} is Kafka's own image instead, and {@link Broker} either, for tests that need no more of it;
 * {@link BrokerResource} gives one to all {@code @QuarkusTest}s of a run; {@link TopicReader} reads what stands on its topics. This room knows no
 * other room.
 */
@NullMarked
package io.jobevents.gateway.testkit.broker;

import org.jspecify.annotations.NullMarked;
