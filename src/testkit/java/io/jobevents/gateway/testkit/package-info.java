/**
 * Code shared by tests and tools: the packaged gateway as a process, a real Kafka ({@code broker}), bodies to post ({@code callback}).
 * These packages depend on neither tests nor tools.
 */
@NullMarked
package io.jobevents.gateway.testkit;

import org.jspecify.annotations.NullMarked;
