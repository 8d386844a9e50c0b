/**
 * The gateway: takes the job callbacks of Tencent Cloud CI and publishes them to Kafka as job events.
 *
 * <pre>
 * HTTP body → callback → event → record on a topic → outcome → answer
 *   http      callback   event    record   kafka      (here)     http
 * </pre>
 *
 * <p>{@link io.jobevents.gateway.CallbackGateway} has the whole flow in one file. This package declares the interfaces
 * that the other rooms implement: {@link io.jobevents.gateway.RecordPublisher}, {@link io.jobevents.gateway.Spool},
 * {@link io.jobevents.gateway.GatewayMetrics} and {@link io.jobevents.gateway.Load}. So the doors do not depend on each
 * other: {@code http}, {@code kafka}, {@code spool} and {@code metrics} depend on this package, this package on
 * {@code record}, that on {@code event}, and that on {@code callback}. {@code document} describes the gateway for
 * tools.
 */
@NullMarked
package io.jobevents.gateway;

import org.jspecify.annotations.NullMarked;
