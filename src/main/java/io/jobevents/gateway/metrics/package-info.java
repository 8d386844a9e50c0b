/**
 * What operators count, by Micrometer; Prometheus reads it at {@code /q/metrics}. It knows the root package and {@code
 * event}.
 */
@NullMarked
package io.jobevents.gateway.metrics;

import org.jspecify.annotations.NullMarked;
