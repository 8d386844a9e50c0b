package io.jobevents.gateway.kafka;

import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;

/** What a failure of Kafka's clients says. */
final class KafkaFailure {

    private KafkaFailure() {}

    /** Whether Kafka has answered, and would answer the same again: neither silence nor a moment's trouble. */
    static boolean isRefusal(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof ApiException && !(cause instanceof RetriableException);
    }

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapper && wrapper.getCause() != null
                ? wrapper.getCause()
                : failure;
    }

    /** The sentence of the first cause: the outer ones say only that something failed. */
    static String innermostMessage(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : innermostMessage(cause);
    }
}
