package io.jobevents.gateway.cli;

import io.jobevents.gateway.CallbackRecords;
import io.jobevents.gateway.CallbackRecords.Result;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.record.Receipt;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Decodes and encodes a body like a delivery, without publishing it, and writes the result. */
final class BodyCheck {

    private final CallbackRecords callbacks;
    private final String source;
    private final int maxBodySize;
    private final Optional<String> contentType;
    private final CheckOutput output;

    /**
     * @param source the configured source of each body
     * @param contentType the Content-Type of each body
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

    /** The most bytes to read of a body: one more than the limit. */
    int maxBytes() {
        return maxBodySize + 1;
    }

    /**
     * @param file the file of the body; empty for standard input
     * @param body up to {@link #maxBytes}
     * @return whether no part of the body is at fault
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
