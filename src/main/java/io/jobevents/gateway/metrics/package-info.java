/**
 * The metrics, by Micrometer; Prometheus reads them at {@code /q/metrics}. Depends on the root package and
 * {@code event}.
 */
@NullMarked
package io.jobevents.gateway.metrics;

import org.jspecify.annotations.NullMarked;
