/** The topics as manifests: {@link StrimziTopics} is the main class of {@code bin/strimzi-topics}. */
@NullMarked
package io.jobevents.gateway.tools.k8s;

import org.jspecify.annotations.NullMarked;
