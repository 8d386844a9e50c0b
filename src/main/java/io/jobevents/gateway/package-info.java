/**
 * The gateway: takes the job callbacks of Tencent Cloud CI and publishes them to Kafka as job events.
 *
 * <pre>
 * HTTP body → callback → event → record on a topic → outcome → answer
 *   http      callback   event    record   kafka      (here)     http
 * </pre>
 *
 * <p>{@link io.jobevents.gateway.CallbackGateway} is the whole way in one file. What it needs of the rooms around it
 * stands here as {@link io.jobevents.gateway.RecordPublisher}, {@link io.jobevents.gateway.Spool},
 * {@link io.jobevents.gateway.GatewayMetrics} and {@link io.jobevents.gateway.Load}, so the doors never know each other:
 * {@code http}, {@code kafka}, {@code spool} and {@code metrics} know this package, this package knows {@code record}, which
 * knows {@code event}, which knows {@code callback}. {@code document} says for tools what all of them come to.
 */
@NullMarked
package io.jobevents.gateway;

import org.jspecify.annotations.NullMarked;
