package io.jobevents.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.testkit.broker.BrokerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The first record after a start: the producer may report the failure of an attempt while the next attempt is in
 * progress.
 */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@TestProfile(OverlappingAttemptsDoorTest.Profile.class)
final class OverlappingAttemptsDoorTest {

    /** Topics that exist before the producer has their metadata. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "gateway.topics.prefix",
                    "overlapping.test",
                    "gateway.topics.create",
                    "startup",
                    "gateway.publish.timeout",
                    "PT10S",
                    "mp.messaging.outgoing.events.interceptor.classes",
                    SlowFirst.class.getName());
        }
    }

    /**
     * Delays the first {@code send}, after its failure, until the second attempt has begun. Makes the second attempt
     * fail after the first has returned, by a topic for which the producer has no metadata either.
     */
    public static final class SlowFirst implements ProducerInterceptor<byte[], byte[]> {

        private static final Duration LIMIT = Duration.ofSeconds(5);
        private static final Duration UNTIL_THE_FIRST_RETURNS = Duration.ofMillis(200);

        private final AtomicInteger attempts = new AtomicInteger();
        private final AtomicInteger refusals = new AtomicInteger();
        private final CountDownLatch second = new CountDownLatch(1);

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> sent) {
            if (attempts.incrementAndGet() != 2) {
                return sent;
            }
            second.countDown();
            try {
                Thread.sleep(UNTIL_THE_FIRST_RETURNS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new ProducerRecord<>(sent.topic() + ".unknown", sent.key(), sent.value());
        }

        @Override
        public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception refusal) {
            if (refusal == null || refusals.incrementAndGet() > 1) {
                return;
            }
            try {
                second.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void configure(Map<String, ?> configuration) {}

        @Override
        public void close() {}
    }

    @TestHTTPResource("/")
    URI root;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Test
    void retriedRecord_isPublished() {
        HttpResponse<String> answer = Sender.toReady(root, management)
                .post("/callbacks", "{\"JobsDetail\":{\"JobId\":\"j\",\"State\":\"Success\",\"Tag\":\"Transcode\"}}");

        assertThat(answer.body()).contains("\"outcome\":\"published\"");
    }
}
