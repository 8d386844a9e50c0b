/**
 * Tests of the container image, named {@code *CT}. They run it like a pod and use HTTP, signals and Kafka. They need a Docker engine;
 * {@code .ci/containers} runs them.
 */
@NullMarked
package io.jobevents.gateway.image;

import org.jspecify.annotations.NullMarked;
