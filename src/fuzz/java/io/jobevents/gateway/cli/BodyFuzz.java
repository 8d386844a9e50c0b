package io.jobevents.gateway.cli;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobevents.gateway.CallbackRecords;
import io.jobevents.gateway.CallbackRecords.Result;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.Sources;
import io.jobevents.gateway.event.GoldenPairs;
import io.jobevents.gateway.event.RecordRules;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Receipt;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Fuzz target of arbitrary bodies, from decoding to the records and to the output of {@code check}: no exceptions, every result within
 * the contract, the same bytes for the same input, and output in whole lines.
 *
 * <p>The first byte of the input selects settings, source and Content-Type, which may also be given before the body, up to a line
 * feed. The rest is the body.
 */
public final class BodyFuzz {

    /** Settings of a gateway, and its step from bodies to records: once with defaults, once with small limits. */
    private record Way(GatewayConfig config, CallbackRecords records) {

        static Way of(Map<String, String> settings) {
            OfflineConfig loaded = OfflineConfig.load(
                    new SmallRyeConfigBuilder()
                            .addDiscoveredConverters()
                            .addDefaultInterceptors()
                            .withSources(new PropertiesConfigSource(settings, "fuzz", 500)),
                    Map.of());
            if (loaded instanceof OfflineConfig.Loaded(GatewayConfig config, var brokers)) {
                return new Way(config, CallbackRecords.of(config, Sources.of(config), GoldenPairs.CATALOGUE));
            }
            throw new IllegalStateException("Settings at fault: " + loaded);
        }

        long maxValueSize() {
            return 2 * config.http().maxBodySize().asLongValue();
        }
    }

    private static final String BUCKETS = "gateway.sources.narrow.buckets";
    private static final String TOKENS = "gateway.sources.narrow.tokens";
    private static final Map<String, String> NARROW =
            Map.of(BUCKETS, "bucket-1300000042,b-1", TOKENS, "fuzz-fuzz-fuzz-fuzz");
    private static final List<Way> WAYS = List.of(
            Way.of(NARROW),
            Way.of(Map.of(
                    BUCKETS,
                    NARROW.get(BUCKETS),
                    TOKENS,
                    NARROW.get(TOKENS),
                    "gateway.http.max-body-size",
                    "1K",
                    "gateway.callback.max-depth",
                    "7",
                    "gateway.callback.max-nodes",
                    "90",
                    "gateway.callback.max-jobs",
                    "3",
                    "gateway.moderation.user",
                    "drop")));
    private static final List<Optional<String>> CONTENT_TYPES = List.of(
            Optional.empty(),
            Optional.of("application/json; charset=gbk"),
            Optional.of("text/xml;charset=\"Shift_JIS\""),
            Optional.of("application/xml; charset=utf-16"));
    private static final int GIVEN = 0x40;
    private static final int OF_NARROW = 0x20;
    private static final int LITTLE_ROOM = 0x10;

    private static final Pattern CONTROL =
            Pattern.compile("[\\x00-\\x09\\x0B-\\x1F\\x7F-\\x9F\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069]");
    private static final Set<String> OUTCOMES = Set.of("event", "rejected", "undecodable", "probe");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SCHEMA_SAMPLE = 128;

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build());
    }

    private BodyFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        int choice = input[0];
        int start = 1;
        Optional<String> contentType = CONTENT_TYPES.get(choice & 3);
        if ((choice & GIVEN) != 0) {
            int end = 1;
            while (end < input.length && input[end] != '\n') {
                end++;
            }
            contentType = Optional.of(new String(input, 1, end - 1, StandardCharsets.ISO_8859_1));
            start = Math.min(end + 1, input.length);
        }
        byte[] body = Arrays.copyOfRange(input, start, input.length);
        Way way = WAYS.get((choice & LITTLE_ROOM) != 0 ? 1 : 0);
        Receipt receipt = Receipt.delivered(
                (choice & OF_NARROW) != 0 ? "narrow" : "default", GoldenPairs.RECEIVED_AT, Optional.empty());

        Result result = way.records().of(body, contentType, receipt);
        RecordRules.check(result, body, way.maxValueSize());
        RecordRules.checkSame(result, way.records().of(body, contentType, receipt));
        if (result instanceof Result.Parts parts && Arrays.hashCode(body) % SCHEMA_SAMPLE == 0) {
            for (EventRecord event : parts.events()) {
                RecordRules.checkSchema(event);
            }
        }
        checkReport(way, result, contentType);
        checkJson(way, result, contentType);
    }

    private static void checkReport(Way way, Result result, Optional<String> file) throws IOException {
        StringWriter text = new StringWriter();
        try (TerminalWriter out = new TerminalWriter(text)) {
            new CheckReport(out, true, way.config()).write(file, result);
        }
        RecordRules.require(!CONTROL.matcher(text.getBuffer()).find(), "no control characters in the text");
        RecordRules.require(
                text.getBuffer().charAt(text.getBuffer().length() - 1) == '\n', "a line feed at the end of the text");
    }

    private static void checkJson(Way way, Result result, Optional<String> file) throws IOException {
        StringWriter text = new StringWriter();
        try (TerminalWriter out = new TerminalWriter(text)) {
            new CheckJson(out, way.config()).write(file, result);
        }
        RecordRules.require(!CONTROL.matcher(text.getBuffer()).find(), "no control characters in the JSON");
        String[] lines = text.toString().split("\n", -1);
        int expected = result instanceof Result.Parts parts
                ? parts.events().size()
                        + parts.rejected().size()
                        + (parts.undecodable().isPresent() ? 1 : 0)
                : 1;
        RecordRules.require(
                lines.length == expected + 1 && lines[expected].isEmpty(), "a line for each event and each fault");
        for (int i = 0; i < expected; i++) {
            RecordRules.require(
                    OUTCOMES.contains(JSON.readTree(lines[i]).path("outcome").asText()), "an outcome");
        }
    }
}
