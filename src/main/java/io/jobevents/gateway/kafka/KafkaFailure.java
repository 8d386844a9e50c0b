package io.jobevents.gateway.kafka;

import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;

/** Classifies failures of Kafka's clients. */
final class KafkaFailure {

    private KafkaFailure() {}

    /** Whether Kafka answered with an error that a retry would not change: neither a timeout nor a retriable error. */
    static boolean isRefusal(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof ApiException && !(cause instanceof RetriableException);
    }

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapper && wrapper.getCause() != null
                ? wrapper.getCause()
                : failure;
    }

    /** The message of the root cause; outer messages say only that something failed. */
    static String innermostMessage(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : innermostMessage(cause);
    }
}
