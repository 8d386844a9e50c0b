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
 * What a callback becomes: decodes, normalizes and encodes it, and puts each event into its envelope. The same for a
 * delivery, for a body that is replayed, and for one that is only looked at.
 *
 * <p>Takes time in proportion to the body, on the calling thread. Thread-safe.
 */
public final class CallbackRecords {

    /**
     * What a body became.
     *
     * <ul>
     *   <li>{@link Probe}: a test of the URL; nothing is to be published
     *   <li>{@link Refused}: at fault as a whole; the body goes to quarantine
     *   <li>{@link Parts}: taken apart; records to be published, and parts at fault
     * </ul>
     */
    public sealed interface Result {

        /** How the body was written, as far as that was told. */
        Format format();

        record Probe(Format format) implements Result {}

        record Refused(Format format, Rejection rejection) implements Result {}

        /**
         * @param events in the order of the callback; empty together with {@code rejected} never
         * @param rejected parts at fault; the body goes to quarantine if there are any
         * @param undecodable where there are bytes that were replaced in the events; the body goes to quarantine, too
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

    /** An event may be twice as large as the body: JSON escapes what XML writes plainly. */
    private static final int VALUE_TO_BODY = 2;

    private final CallbackDecoder decoder;
    /** By the name of the source: they differ in the buckets that they accept. */
    private final Map<String, CallbackEvents> events;

    private final CloudEvent envelope;

    public CallbackRecords(CallbackDecoder decoder, Map<String, CallbackEvents> events, CloudEvent envelope) {
        this.decoder = decoder;
        this.events = Map.copyOf(events);
        this.envelope = envelope;
    }

    /** By these settings. */
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
     * Never throws for content.
     *
     * @param contentType as received
     * @param receipt of a source that {@link #knows} tells
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

    /** Whether there are settings for the source of that name. */
    public boolean knows(String source) {
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
