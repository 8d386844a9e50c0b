package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Bounds;
import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.CallbackDecoder;
import io.jobevents.gateway.callback.Decoded;
import io.jobevents.gateway.record.CloudEvent;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Receipt;
import io.jobevents.gateway.record.TagCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The golden pairs of callbacks and events, and decoding and normalizing with default settings. */
public final class GoldenPairs {

    public static final Instant RECEIVED_AT = Instant.parse("2024-05-20T06:07:08.009Z");
    public static final long MAX_VALUE = 8 << 20;
    public static final TagCatalogue CATALOGUE = new TagCatalogue(Set.of());
    public static final CallbackDecoder DECODER =
            new CallbackDecoder(new Bounds(64, 600_000, 100), CallbackEvents.nodeNames());
    public static final CallbackEvents EVENTS = new CallbackEvents(Set.of(), PersonalData.KEEP, MAX_VALUE);
    public static final Receipt RECEIPT = Receipt.delivered("default", RECEIVED_AT, Optional.empty());

    public static final CloudEvent ENVELOPE = new CloudEvent("urn:jobevents:schemas", CATALOGUE);

    private GoldenPairs() {}

    public static List<Path> callbacks() {
        return files("/callbacks");
    }

    public static List<Path> events() {
        return files("/events");
    }

    /** The name of a file without its ending, which both files of a pair have. */
    public static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    public static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Callback decode(byte[] body) {
        if (DECODER.decode(body, Optional.empty()) instanceof Decoded.Document(Callback callback)) {
            return callback;
        }
        throw new AssertionError("No callback: " + DECODER.decode(body, Optional.empty()));
    }

    public static Callback decode(String body) {
        return decode(body.getBytes(StandardCharsets.UTF_8));
    }

    public static List<EventRecord> records(byte[] body) {
        return records(EVENTS.encode(decode(body)));
    }

    /** The records of the events, as published. */
    public static List<EventRecord> records(CallbackEvents.Encoded encoded) {
        return encoded.events().stream()
                .map(event -> ENVELOPE.record(event, RECEIPT))
                .toList();
    }

    public static String value(EventRecord record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    /** The value of a callback's only record. */
    public static String value(String body) {
        List<EventRecord> records = records(body.getBytes(StandardCharsets.UTF_8));
        if (records.size() != 1) {
            throw new AssertionError("Not one record: " + records);
        }
        return value(records.getFirst());
    }

    public static EventSchema schema(EventRecord record) {
        return switch (record.route().kind()) {
            case JOB -> EventSchema.JOB_EVENT;
            case WORKFLOW -> EventSchema.WORKFLOW_EVENT;
            case MODERATION -> EventSchema.MODERATION_EVENT;
            case QUARANTINE -> throw new AssertionError("No event: " + record);
        };
    }

    private static List<Path> files(String directory) {
        try (Stream<Path> files =
                Files.list(Path.of(GoldenPairs.class.getResource(directory).toURI()))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
