package io.jobevents.gateway.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobevents.gateway.callback.Bounds;
import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.Callback.Format;
import io.jobevents.gateway.callback.CallbackDecoder;
import io.jobevents.gateway.callback.Decoded;
import io.jobevents.gateway.record.CloudEvent;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Receipt;
import io.jobevents.gateway.record.TagCatalogue;
import io.jobevents.gateway.testkit.callback.GeneratedBodies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Benchmark of a callback's processing from bytes to records, and of its steps, without HTTP and Kafka.
 *
 * <p>{@code make jmh} runs it, with the bytes that each step allocates ({@code -prof gc}).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PureWayBenchmark {

    /** The default settings. */
    private static final int MAX_VALUE = 8 << 20;

    private static final String PATH = "JobsDetail[0]";

    @Param({"XML", "JSON"})
    public Format format;

    /** A size in bytes of a generated job, or the name of a specimen with all that a job may have. */
    @Param({"500", "1600", "8000", "64000", "transcode-success"})
    public String body;

    private final CallbackDecoder decoder =
            new CallbackDecoder(new Bounds(64, 600_000, 100), CallbackEvents.nodeNames());
    private final Normalizer normalizer = new Normalizer(Set.of(), MAX_VALUE);
    private final EventEncoder encoder = new EventEncoder();
    private final CallbackEvents events = new CallbackEvents(Set.of(), PersonalData.KEEP, MAX_VALUE);
    private final CloudEvent envelope = new CloudEvent("urn:jobevents:schemas", new TagCatalogue(Set.of()));
    private final Instant receivedAt = Instant.parse("2024-05-20T06:07:08.009Z");

    private byte[] bytes;
    private Callback callback;
    private Event event;

    @Setup
    public void prepare() throws IOException {
        bytes = bytes();
        callback = callback(decoder.decode(bytes, Optional.empty()));
        event = ((Normalizer.Normalized.Accepted) normalize()).event();
    }

    private byte[] bytes() throws IOException {
        if (body.startsWith("transcode")) {
            String file = body + "." + format.name().toLowerCase(Locale.ROOT);
            return Files.readAllBytes(Path.of("src", "test", "resources", "callbacks", file));
        }
        int size = Integer.parseInt(body);
        String text =
                switch (format) {
                    case XML ->
                        GeneratedBodies.xmlJob("j7682ed8e8af245982c0e6db6f02e1f4a", "Transcode", "Success", size);
                    case JSON ->
                        GeneratedBodies.jsonJob("j7682ed8e8af245982c0e6db6f02e1f4a", "Transcode", "Success", size);
                    case NONE -> throw new IllegalArgumentException("Nothing is of no format");
                };
        return text.getBytes(UTF_8);
    }

    private static Callback callback(Decoded decoded) {
        return ((Decoded.Document) decoded).callback();
    }

    @Benchmark
    public Decoded decode() {
        return decoder.decode(bytes, Optional.empty());
    }

    @Benchmark
    public Object normalize() {
        return normalizer.job(callback, callback.jobs().getFirst(), PATH);
    }

    @Benchmark
    public byte[] encode() {
        return encoder.encode(event);
    }

    /** All three steps, and the records with headers and ids. */
    @Benchmark
    public List<EventRecord> wholeWay() {
        return events.encode(callback(decoder.decode(bytes, Optional.empty()))).events().stream()
                .map(event -> envelope.record(event, Receipt.delivered("default", receivedAt, Optional.empty())))
                .toList();
    }
}
