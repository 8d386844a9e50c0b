/**
 * Tests of the container image, named {@code *CT}: they run it as a pod would and speak to it by HTTP, signals and Kafka alone.
 * They need a Docker engine and are run by {@code .ci/containers}.
 */
@NullMarked
package io.jobevents.gateway.image;

import org.jspecify.annotations.NullMarked;
