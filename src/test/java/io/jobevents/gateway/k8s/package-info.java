/**
 * The checks of {@code k8s/}. Every kustomization is rendered as {@code kubectl apply -k} would, and each check tells what is
 * wrong with what comes out, a sentence each: {@link io.jobevents.gateway.k8s.Models} (fields that Kubernetes does not know),
 * {@link io.jobevents.gateway.k8s.References} (names that nobody has), {@link io.jobevents.gateway.k8s.Settings} (what the
 * gateway would not start with), {@link io.jobevents.gateway.k8s.RestrictedPods} (rights that a pod does not need).
 */
@NullMarked
package io.jobevents.gateway.k8s;

import org.jspecify.annotations.NullMarked;
