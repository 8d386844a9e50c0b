/**
 * The container image: what its build needs of the tests, and the tests of the image itself.
 *
 * <p>{@link Training} runs while the image is built: it puts native code in place and lets the gateway work for the AOT cache.
 * The tests, named {@code *CT}, run the image as a pod would and speak to it by HTTP, signals and Kafka alone; they need a Docker
 * engine and are run by {@code .ci/containers}. Of the other test rooms this one knows {@code broker}.
 */
@NullMarked
package io.jobevents.gateway.image;

import org.jspecify.annotations.NullMarked;
