package io.jobevents.gateway.cli;

import io.jobevents.gateway.CallbackRecords;
import io.jobevents.gateway.CallbackRecords.Result;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.record.Receipt;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Takes a body the way of a delivery as far as the records, and writes what it became. */
final class BodyCheck {

    private final CallbackRecords callbacks;
    private final String source;
    private final int maxBodySize;
    private final Optional<String> contentType;
    private final CheckOutput output;

    /**
     * @param source that each body is from, one of those of the configuration
     * @param contentType that came with each body
     */
    BodyCheck(
            GatewayConfig config,
            CallbackRecords callbacks,
            String source,
            Optional<String> contentType,
            CheckOutput output) {
        this.callbacks = callbacks;
        this.source = source;
        this.maxBodySize = Math.toIntExact(config.http().maxBodySize().asLongValue());
        this.contentType = contentType;
        this.output = output;
    }

    /** How much of a body there is any use in reading: a byte more than the door takes. */
    int mostBytes() {
        return maxBodySize + 1;
    }

    /**
     * @param file where the body is from; empty for standard input
     * @param body up to {@link #mostBytes}
     * @return whether nothing of it is at fault
     * @throws IOException if the output cannot be written
     */
    boolean run(Optional<String> file, byte[] body) throws IOException {
        if (body.length > maxBodySize) {
            output.writeTooLarge(file);
            return false;
        }
        Result result = callbacks.of(body, contentType, Receipt.delivered(source, Instant.now(), Optional.empty()));
        output.write(file, result);
        return switch (result) {
            case Result.Probe probe -> true;
            case Result.Refused refused -> false;
            case Result.Parts parts ->
                parts.rejected().isEmpty() && parts.undecodable().isEmpty();
        };
    }
}
