package io.jobevents.gateway;

import io.jobevents.gateway.callback.Bounds;
import io.jobevents.gateway.callback.Callback.Format;
import io.jobevents.gateway.callback.CallbackDecoder;
import io.jobevents.gateway.callback.Decoded;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.CallbackEvents;
import io.jobevents.gateway.event.CallbackEvents.Encoded;
import io.jobevents.gateway.event.CallbackEvents.RejectedPart;
import io.jobevents.gateway.record.CloudEvent;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Receipt;
import io.jobevents.gateway.record.TagCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Builds the records of a callback: decodes, normalizes and encodes it, and wraps each event in its CloudEvents
 * envelope. Used for deliveries, for replayed bodies and for bodies that are only checked.
 *
 * <p>Takes time in proportion to the body, on the calling thread. Thread-safe.
 */
public final class CallbackRecords {

    /**
     * The result of decoding and encoding a body.
     *
     * <ul>
     *   <li>{@link Probe}: a test of the URL; nothing is published
     *   <li>{@link Refused}: the whole body is rejected and goes to quarantine
     *   <li>{@link Parts}: the records to publish, and the parts that are rejected
     * </ul>
     */
    public sealed interface Result {

        /** The format of the body, as far as it was recognized. */
        Format format();

        record Probe(Format format) implements Result {}

        record Refused(Format format, Rejection rejection) implements Result {}

        /**
         * @param events in the order of the callback; never empty together with {@code rejected}
         * @param rejected the parts at fault; if there are any, the body goes to quarantine
         * @param undecodable present if bytes could not be decoded and were replaced in the events; the body then goes
         *     to quarantine, too
         */
        record Parts(
                Format format, List<EventRecord> events, List<RejectedPart> rejected, Optional<Rejection> undecodable)
                implements Result {
            public Parts {
                events = List.copyOf(events);
                rejected = List.copyOf(rejected);
            }
        }
    }

    /** An event may be twice as large as the body, since JSON escapes characters that XML does not. */
    private static final int VALUE_TO_BODY = 2;

    private final CallbackDecoder decoder;
    /** By the name of the source. Sources differ in the buckets that they accept. */
    private final Map<String, CallbackEvents> events;

    private final CloudEvent envelope;

    public CallbackRecords(CallbackDecoder decoder, Map<String, CallbackEvents> events, CloudEvent envelope) {
        this.decoder = decoder;
        this.events = Map.copyOf(events);
        this.envelope = envelope;
    }

    /** Builds it from the settings. */
    public static CallbackRecords of(GatewayConfig config, Sources sources, TagCatalogue catalogue) {
        GatewayConfig.Callbacks bounds = config.callback();
        long maxValueSize = VALUE_TO_BODY * config.http().maxBodySize().asLongValue();
        return new CallbackRecords(
                new CallbackDecoder(
                        new Bounds(bounds.maxDepth(), bounds.maxNodes(), bounds.maxJobs()), CallbackEvents.nodeNames()),
                sources.all().stream()
                        .collect(Collectors.toMap(
                                Source::name,
                                source -> new CallbackEvents(
                                        source.acceptedBuckets(),
                                        config.moderation().user(),
                                        maxValueSize))),
                new CloudEvent(config.schemas().baseUri(), catalogue));
    }

    /**
     * Decodes, normalizes and encodes a body. Invalid content is a result, never an exception.
     *
     * @param contentType as received
     * @param receipt of a configured source, see {@link #hasSource}
     */
    public Result of(byte[] body, Optional<String> contentType, Receipt receipt) {
        return switch (decoder.decode(body, contentType)) {
            case Decoded.Probe(Format format) -> new Result.Probe(format);
            case Decoded.Refused(Format format, Rejection rejection) -> new Result.Refused(format, rejection);
            case Decoded.Document(var callback) -> {
                Encoded encoded = eventsOf(receipt.source()).encode(callback);
                List<EventRecord> records = new ArrayList<>(encoded.events().size());
                encoded.events().forEach(event -> records.add(envelope.record(event, receipt)));
                yield new Result.Parts(callback.format(), records, encoded.rejected(), callback.undecodable());
            }
        };
    }

    /** Whether a source of that name is configured. */
    public boolean hasSource(String source) {
        return events.containsKey(source);
    }

    private CallbackEvents eventsOf(String source) {
        CallbackEvents ofSource = events.get(source);
        if (ofSource == null) {
            throw new IllegalArgumentException("There is no source " + source);
        }
        return ofSource;
    }
}
