/** Manifests of the topics for Kubernetes: {@link StrimziTopics}. */
@NullMarked
package io.jobevents.gateway.tools.k8s;

import org.jspecify.annotations.NullMarked;
