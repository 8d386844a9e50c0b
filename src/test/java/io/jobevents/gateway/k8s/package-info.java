/**
 * Checks of {@code k8s/}. Every kustomization is rendered like with {@code kubectl apply -k}. Each check returns the faults of the
 * rendered objects, a sentence each: {@link io.jobevents.gateway.k8s.Models} (unknown fields),
 * {@link io.jobevents.gateway.k8s.References} (names that do not exist), {@link io.jobevents.gateway.k8s.Settings} (settings with which
 * the gateway would not start), {@link io.jobevents.gateway.k8s.RestrictedPods} (rights that a pod does not need).
 */
@NullMarked
package io.jobevents.gateway.k8s;

import org.jspecify.annotations.NullMarked;
