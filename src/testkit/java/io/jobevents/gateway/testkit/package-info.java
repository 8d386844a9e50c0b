/**
 * Code shared by tests and tools: the packaged gateway as a process, in {@code broker} the real Kafka, in {@code callback} bodies to
 * post. These rooms know neither tests nor tools.
 */
@NullMarked
package io.jobevents.gateway.testkit;

import org.jspecify.annotations.NullMarked;
