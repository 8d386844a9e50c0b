package io.jobevents.gateway.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.jobevents.gateway.CallbackRecords.Result;
import io.jobevents.gateway.callback.Callback.Format;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.CallbackEvents.RejectedPart;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.EventRecord.Header;
import io.jobevents.gateway.record.Quarantine;
import io.jobevents.gateway.record.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of the contract for every result. A broken rule throws an {@link AssertionError} that names it. */
public final class RecordRules {

    private static final Set<Reason> OF_THE_WHOLE = EnumSet.of(
            Reason.UNRECOGNIZED_FORMAT,
            Reason.MALFORMED_XML,
            Reason.MALFORMED_JSON,
            Reason.DOCTYPE_FORBIDDEN,
            Reason.TOO_DEEP,
            Reason.TOO_MANY_NODES,
            Reason.TOO_MANY_JOBS,
            Reason.UNKNOWN_CALLBACK);
    private static final Set<Reason> OF_A_PART = EnumSet.of(
            Reason.MISSING_JOB_ID,
            Reason.MISSING_RUN_ID,
            Reason.MISSING_STATE,
            Reason.INVALID_ID,
            Reason.BUCKET_NOT_ACCEPTED,
            Reason.EVENT_TOO_LARGE);
    private static final Set<String> TOPICS = Set.copyOf(Route.all(GoldenPairs.CATALOGUE));
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]{0,256}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern SOURCE =
            Pattern.compile("/tencentcloud/ci/([A-Za-z0-9._~-]|%[0-9A-F]{2})+/([A-Za-z0-9._~-]|%[0-9A-F]{2})+");
    private static final Pattern TYPE =
            Pattern.compile("io\\.jobevents\\.((job|workflow)\\.(submitted|running|success|failed|pause|cancel|auditing"
                    + "|snapshoting|other)|moderation\\.(block|review|pass|failed|other))");
    private static final Set<String> HEADERS = Set.of(
            "ce_specversion",
            "ce_id",
            "ce_source",
            "ce_type",
            "ce_subject",
            "ce_partitionkey",
            "ce_time",
            "ce_dataschema",
            "content-type",
            "ce_jobtag",
            "ce_jobstate",
            "ce_kind",
            "ce_verdict",
            "ce_label",
            "ce_origin");
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private RecordRules() {}

    /** @param maxValueSize limit of one event in bytes; all events of a callback may have twice that */
    public static void check(Result result, byte[] body, long maxValueSize) throws IOException {
        switch (result) {
            case Result.Probe probe -> {
                // has no content to check
            }
            case Result.Refused(Format format, Rejection rejection) -> {
                require(OF_THE_WHOLE.contains(rejection.reason()), "a reason of a whole document");
                require(
                        (format == Format.NONE) == (rejection.reason() == Reason.UNRECOGNIZED_FORMAT),
                        "no format only with its reason");
                check(rejection, body);
            }
            case Result.Parts parts -> check(parts, body, maxValueSize);
        }
    }

    private static void check(Result.Parts parts, byte[] body, long maxValueSize) throws IOException {
        int count = parts.events().size() + parts.rejected().size();
        require(count > 0, "a callback gives at least one part");
        Set<Integer> indices = new HashSet<>();
        for (RejectedPart part : parts.rejected()) {
            require(OF_A_PART.contains(part.rejection().reason()), "a reason of a part");
            require(part.index() >= 0 && part.index() < count && indices.add(part.index()), "a unique index");
            check(part.rejection(), body);
        }
        if (parts.undecodable().isPresent()) {
            require(parts.undecodable().get().reason() == Reason.UNDECODABLE_BYTES, "the reason of undecodable bytes");
            check(parts.undecodable().get(), body);
        }
        long sum = 0;
        for (EventRecord event : parts.events()) {
            require(event.value().length <= maxValueSize, "the size limit of an event");
            sum += event.value().length;
            check(event);
        }
        require(sum <= 2 * maxValueSize, "the size limit of all events");
    }

    private static void check(Rejection rejection, byte[] body) {
        require(!rejection.detail().isBlank(), "a detail");
        require(isEncodable(rejection.detail()), "a detail without lone surrogates");
        EventRecord kept = Quarantine.record(body, rejection, Optional.of(rejection.detail()), GoldenPairs.RECEIPT);
        for (Header header : kept.headers()) {
            require(PRINTABLE.matcher(header.value()).matches(), "a printable header " + header.name());
        }
        require(Arrays.equals(kept.value(), body), "the body, byte for byte");
    }

    private static void check(EventRecord event) throws IOException {
        byte[] key = event.key().getBytes(StandardCharsets.UTF_8);
        require(!event.key().isBlank() && key.length <= 256, "a key");
        require(event.id().startsWith(event.key() + "-"), "an id that begins with the key");
        require(DIGEST.matcher(event.id().substring(event.key().length() + 1)).matches(), "an id with a digest");
        require(TOPICS.contains(event.route().topic()), "a topic of the closed set");
        require(TOPICS.containsAll(event.route().substitutes()), "substitutes of the closed set");
        Set<String> names = new HashSet<>();
        for (Header header : event.headers()) {
            require(HEADERS.contains(header.name()) && names.add(header.name()), "a header of the contract, once");
            require(!header.value().isEmpty(), "a header with a value");
            require(
                    header.value().codePoints().noneMatch(Character::isISOControl),
                    "no control character in " + header.name());
            require(isEncodable(header.value()), "no lone surrogates in " + header.name());
            check(header);
        }
        require(names.containsAll(List.of("ce_id", "ce_source", "ce_type", "ce_subject", "ce_origin")), "headers");
        read(event.value());
        require(Leaves.emptyMembers(event) == 0, "no member without content");
    }

    private static void check(Header header) {
        switch (header.name()) {
            case "ce_time" -> OffsetDateTime.parse(header.value());
            case "ce_source" -> require(SOURCE.matcher(header.value()).matches(), "a source");
            case "ce_type" -> require(TYPE.matcher(header.value()).matches(), "a type");
            case "ce_jobtag", "ce_jobstate", "ce_label" ->
                require(header.value().codePointCount(0, header.value().length()) <= 128, "a short extension");
            default -> {
                // any text is allowed
            }
        }
    }

    /** Requires UTF-8, and JSON without repeated names. */
    private static void read(byte[] value) throws IOException {
        require(
                Arrays.equals(value, new String(value, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8)),
                "a value in UTF-8");
        try (JsonParser parser = JSON.createParser(value)) {
            while (parser.nextToken() != null) {
                // reads to the end
            }
        }
    }

    /** Requires an event that is valid by the shipped schema and by the closed one, which forbids unnamed members. */
    public static void checkSchema(EventRecord event) {
        String value = GoldenPairs.value(event);
        require(Schemas.errors(GoldenPairs.schema(event), value).isEmpty(), "an event that is valid by its schema");
        require(
                Schemas.closedErrors(GoldenPairs.schema(event), value).isEmpty(),
                "no member that is not in the schema");
    }

    /** Requires equal results. */
    public static void checkSame(Result one, Result other) {
        if (one instanceof Result.Parts ofOne && other instanceof Result.Parts ofOther) {
            require(ofOne.rejected().equals(ofOther.rejected()), "the same rejected parts");
            require(ofOne.undecodable().equals(ofOther.undecodable()), "the same undecodable bytes");
            checkSame(ofOne.events(), ofOther.events());
        } else {
            require(one.equals(other), "the same result");
        }
    }

    /** Requires equal records, byte for byte. */
    public static void checkSame(List<EventRecord> some, List<EventRecord> others) {
        require(some.size() == others.size(), "as many events");
        for (int i = 0; i < some.size(); i++) {
            EventRecord one = some.get(i);
            EventRecord other = others.get(i);
            if (!Arrays.equals(one.value(), other.value())) {
                throw new AssertionError(
                        "Broken: the same value\n" + GoldenPairs.value(one) + "\n" + GoldenPairs.value(other));
            }
            require(one.id().equals(other.id()) && one.headers().equals(other.headers()), "the same id and headers");
            require(one.route().equals(other.route()), "the same topic");
        }
    }

    /** Whether there are no lone surrogates. */
    private static boolean isEncodable(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    public static void require(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError("Broken: " + rule);
        }
    }
}
