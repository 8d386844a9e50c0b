package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.callback.Bounds;
import io.jobevents.gateway.callback.CallbackDecoder;
import io.jobevents.gateway.callback.Decoded;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.event.CallbackEvents.Encoded;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of hostile callbacks: bodies of four megabytes that would give large events, and specimens with bytes changed at random. The
 * size of the result is bounded, and no exception is thrown.
 */
@Execution(ExecutionMode.CONCURRENT) // shares nothing
class HostileEventsTest {

    private static final int MAX_BODY = 4 << 20;
    private static final String JOB = "<JobsDetail><JobId>j</JobId><State>Success</State></JobsDetail>";

    /** The largest depth that the configuration allows, with an array at each level. */
    @Test
    void deepestCallback_isEncoded() {
        CallbackDecoder decoder = new CallbackDecoder(new Bounds(1000, 600_000, 100), CallbackEvents.nodeNames());
        int levels = 990;
        String body = "{\"JobsDetail\":{\"JobId\":\"j\",\"State\":\"Success\",\"a\":" + "{\"a\":[".repeat(levels)
                + "\"x\"" + ",\"y\"]}".repeat(levels) + "}}";

        Decoded decoded = decoder.decode(body.getBytes(StandardCharsets.UTF_8), Optional.empty());

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Document.class,
                        document -> assertThat(GoldenPairs.EVENTS
                                        .encode(document.callback())
                                        .events())
                                .hasSize(1));
    }

    /**
     * The time limit is far above the normal time, and far below that of an algorithm with quadratic time.
     *
     * @param records number of events
     * @param rejected number of rejected parts
     * @param bytes largest size of all values together
     */
    @Timeout(12)
    @ParameterizedTest
    @MethodSource
    void largeBody_givesBoundedRecords(byte[] body, int records, int rejected, long bytes) {
        assertThat(body).hasSizeLessThanOrEqualTo(MAX_BODY);

        Encoded encoded = GoldenPairs.EVENTS.encode(GoldenPairs.decode(body));

        assertThat(encoded.events()).hasSize(records);
        assertThat(encoded.rejected())
                .hasSize(rejected)
                .allSatisfy(part -> assertThat(part.rejection().reason()).isEqualTo(Reason.EVENT_TOO_LARGE));
        assertThat(encoded.events().stream()
                        .mapToLong(record -> record.value().length)
                        .sum())
                .isLessThanOrEqualTo(bytes);
        assertThat(encoded.rejected().stream()
                        .filter(part -> part.rejection().detail().contains("would take")))
                .as("encoded in vain")
                .hasSizeLessThanOrEqualTo(2);
        assertThat(GoldenPairs.records(encoded)).allSatisfy(record -> {
            assertThat((long) record.value().length).isLessThanOrEqualTo(GoldenPairs.MAX_VALUE);
            assertThat(record.headers().stream()
                            .mapToInt(header -> header.value().length())
                            .sum())
                    .isLessThan(4096);
        });
    }

    static Stream<Arguments> largeBody_givesBoundedRecords() {
        long max = GoldenPairs.MAX_VALUE;
        String quotes = "\"".repeat(MAX_BODY - 200);
        String names = "<ObjectName>k</ObjectName>";
        return Stream.of(
                argumentSet("transcript of single words, XML", transcriptXml(), 1, 0, max),
                argumentSet("pictures whose keys have one hash", collidingPictures(), 1, 0, max),
                argumentSet("scenes of one long name", namedScenes(3000, 100_000), 1, 0, max),
                argumentSet("scenes of a name that is just short enough", namedScenes(60, 250_000), 0, 1, max),
                argumentSet("scenes without end, no two names alike", scenes(), 1, 0, max),
                argumentSet("keywords that stand in three places", keywords(2_000_000), 1, 0, max),
                argumentSet("keywords for which three places are too many", keywords(3_900_000), 0, 1, max),
                argumentSet("transcript of single words, JSON", transcriptJson(), 1, 0, max),
                argumentSet(
                        "long prefix of many names",
                        files("<ObjectPrefix>" + "p".repeat(1_000_000) + "</ObjectPrefix>" + names.repeat(50_000)),
                        0,
                        1,
                        0L),
                argumentSet(
                        "prefix that fits a key, of many names",
                        files("<ObjectPrefix>" + "p".repeat(1000) + "</ObjectPrefix>" + names.repeat(50_000)),
                        0,
                        1,
                        0L),
                argumentSet(
                        "long bucket of many names",
                        files("<Bucket>" + "b".repeat(1_000_000) + "</Bucket>" + names.repeat(50_000)),
                        0,
                        1,
                        0L),
                argumentSet(
                        "prefix of few names",
                        files("<ObjectPrefix>" + "p".repeat(1000) + "</ObjectPrefix>" + names.repeat(5_000)),
                        1,
                        0,
                        max),
                argumentSet(
                        "sprite's prefix of many names",
                        files("<SpriteOutputFile><ObjectPrefix>" + "p".repeat(1000) + "</ObjectPrefix>"
                                + names.repeat(50_000) + "</SpriteOutputFile>"),
                        0,
                        1,
                        0L),
                argumentSet(
                        "long MD5 of a key that repeats",
                        files("<Md5Info><ObjectName>k</ObjectName><Md5>" + "5".repeat(1_000_000) + "</Md5></Md5Info>"
                                + names.repeat(50_000)),
                        1,
                        0,
                        max),
                argumentSet(
                        "many nodes before the MD5 of a key that repeats",
                        files("<Md5Info>" + "<a>1</a>".repeat(90_000)
                                + "<ObjectName>k</ObjectName><Md5>5</Md5></Md5Info>" + names.repeat(50_000)),
                        1,
                        0,
                        max),
                argumentSet(
                        "many nodes before a number that cannot be read",
                        media("<a>1</a>".repeat(90_000) + "<Bitrate>x</Bitrate>".repeat(90_000)),
                        1,
                        0,
                        max),
                argumentSet(
                        "three megabytes beside 100 jobs",
                        body("<Beside>" + "b".repeat(3 << 20) + "</Beside>" + JOB.repeat(100)),
                        5,
                        95,
                        2 * max),
                argumentSet(
                        "quotes",
                        body("<JobsDetail><JobId>j</JobId><State>" + quotes + "</State></JobsDetail>"),
                        1,
                        0,
                        max),
                argumentSet(
                        "quotes beside 100 jobs",
                        body("<Beside>" + quotes.substring(10_000) + "</Beside>" + JOB.repeat(100)),
                        2,
                        98,
                        2 * max),
                argumentSet(
                        "bytes that are no UTF-8 beside 100 jobs",
                        latin("<Response><Beside>" + "\u00FF".repeat(MAX_BODY - 10_000) + "</Beside>" + JOB.repeat(100)
                                + "</Response>"),
                        0,
                        100,
                        0L),
                argumentSet(
                        "signs of three bytes in one of the encoding",
                        "<?xml version='1.0' encoding='windows-1252'?>"
                                .concat("<Response><JobsDetail><JobId>j</JobId><State>" + "€".repeat(MAX_BODY - 200)
                                        + "</State></JobsDetail></Response>")
                                .getBytes(Charset.forName("windows-1252")),
                        0,
                        1,
                        0L),
                argumentSet(
                        "bucket of bytes that are no UTF-8",
                        latin("<Response><JobsDetail><JobId>j</JobId><State>s</State><Input><BucketId>"
                                + "\u00FF".repeat(2_000_000) + "</BucketId></Input></JobsDetail></Response>"),
                        1,
                        0,
                        max),
                argumentSet(
                        "long state and tag",
                        body("<JobsDetail><JobId>j</JobId><State>" + "s".repeat(2_000_000) + "</State><Tag>"
                                + "t".repeat(2_000_000) + "</Tag></JobsDetail>"),
                        1,
                        0,
                        max),
                argumentSet(
                        "long event name beside 100 jobs",
                        body("<EventName>" + "e".repeat(3 << 20) + "</EventName>" + JOB.repeat(100)),
                        5,
                        95,
                        2 * max),
                argumentSet(
                        "many headers of one name",
                        body("<JobsDetail><JobId>j</JobId><State>s</State><Input>"
                                + "<CosHeaders><Key>k</Key><Value>v</Value></CosHeaders>".repeat(60_000)
                                + "</Input></JobsDetail>"),
                        1,
                        0,
                        max),
                argumentSet(
                        "many tasks",
                        body("<WorkflowExecution><RunId>i</RunId><State>s</State>"
                                + "<Tasks><Type>Start</Type></Tasks>".repeat(90_000) + "</WorkflowExecution>"),
                        1,
                        0,
                        max));
    }

    @Test
    void changedSpecimen_neverThrows() {
        List<byte[]> specimens =
                GoldenPairs.callbacks().stream().map(GoldenPairs::read).toList();
        Random random = new Random(20_240_520);

        int documents = 0;
        int refused = 0;
        for (int round = 0; round < 6000; round++) {
            byte[] body = RandomCallback.pick(random, specimens);
            for (int i = random.nextInt(3); i >= 0; i--) {
                body = changed(random, body, RandomCallback.pick(random, specimens));
            }
            switch (GoldenPairs.DECODER.decode(body, Optional.empty())) {
                case Decoded.Document(var callback) -> {
                    documents++;
                    Encoded encoded = GoldenPairs.EVENTS.encode(callback);
                    assertThat(encoded.events().size() + encoded.rejected().size())
                            .isPositive();
                    assertThat(encoded.events())
                            .allSatisfy(record ->
                                    assertThat((long) record.value().length).isBetween(2L, GoldenPairs.MAX_VALUE));
                }
                case Decoded.Refused(var format, var rejection) -> {
                    refused++;
                    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(rejection.detail()))
                            .isTrue();
                }
                case Decoded.Probe(var format) ->
                    assertThat(new String(body, StandardCharsets.UTF_8)).isBlank();
            }
        }
        assertThat(documents).isGreaterThan(500);
        assertThat(refused).isGreaterThan(500);
    }

    private static byte[] changed(Random random, byte[] body, byte[] other) {
        if (body.length < 2) {
            return other;
        }
        int at = random.nextInt(body.length);
        int end = Math.min(body.length, at + 1 + random.nextInt(1 << random.nextInt(8)));
        return switch (random.nextInt(5)) {
            case 0 -> {
                byte[] flipped = body.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> joined(body, at, new byte[0], end, body);
            case 2 -> joined(body, at, new byte[] {(byte) random.nextInt(256)}, at, body);
            case 3 -> joined(body, at, Arrays.copyOfRange(body, at, end), at, body);
            default -> joined(body, at, new byte[0], random.nextInt(other.length), other);
        };
    }

    /** The first bytes of one body, some bytes, and the rest of another body from a place on. */
    private static byte[] joined(byte[] first, int length, byte[] between, int from, byte[] other) {
        byte[] joined = Arrays.copyOf(first, length + between.length + other.length - from);
        System.arraycopy(between, 0, joined, length, between.length);
        System.arraycopy(other, from, joined, length + between.length, other.length - from);
        return joined;
    }

    /** A transcript of just under 4 MB, in the sender's form. */
    private static byte[] transcriptXml() {
        return operation("<SpeechRecognitionResult><FlashResult><sentence_list>"
                + "<word_list><Word>a</Word><StartTime>0</StartTime><EndTime>1</EndTime></word_list>".repeat(51_700)
                + "</sentence_list></FlashResult></SpeechRecognitionResult>");
    }

    /** Pictures whose keys have equal hashes: all combinations of {@code Aa} and {@code BB} do. */
    private static byte[] collidingPictures() {
        String pictures = IntStream.range(0, 1 << 16)
                .mapToObj(i -> Integer.toBinaryString(1 << 16 | i)
                        .substring(1)
                        .replace("0", "Aa")
                        .replace("1", "BB"))
                .map(key -> "<Object><Key>" + key + "</Key></Object>")
                .collect(Collectors.joining());
        return operation("<PicProcessResult><UploadResult><ProcessResults>" + pictures
                + "</ProcessResults></UploadResult></PicProcessResult>");
    }

    /** Scenes with one long name, which JSON has once. */
    private static byte[] namedScenes(int name, int count) {
        return moderation(
                "\"" + "n".repeat(name) + "Info\":[{\"HitFlag\":1}" + ",{\"HitFlag\":1}".repeat(count - 1) + "]");
    }

    /** Scenes with distinct names, unsorted, so they have to be sorted. */
    private static byte[] scenes() {
        String scenes = IntStream.range(0, 120_000)
                .mapToObj(i -> "\"%dInfo\":{\"HitFlag\":1}".formatted(i * 7919 % 120_000))
                .collect(Collectors.joining(","));
        return moderation(scenes);
    }

    /** A text with commas of about that size, in a section with a finding. */
    private static byte[] keywords(int size) {
        String words =
                IntStream.range(0, size / 8).mapToObj(i -> "%07d".formatted(i)).collect(Collectors.joining(","));
        return moderation("\"Section\":{\"AdsInfo\":{\"HitFlag\":1,\"Keywords\":\"" + words + "\"}}");
    }

    private static byte[] moderation(String result) {
        return ("{\"EventName\":\"ReviewText\",\"JobsDetail\":{\"JobId\":\"j\",\"State\":\"Success\"," + result + "}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] transcriptJson() {
        String word = "{\"Word\":\"a\",\"StartTime\":\"0\",\"EndTime\":\"1\"}";
        String list = "[" + word + ("," + word).repeat(97_500) + "]";
        return ("{\"JobsDetail\":{\"JobId\":\"j\",\"State\":\"s\",\"Operation\":{\"SpeechRecognitionResult\":"
                        + "{\"FlashResult\":[{\"sentence_list\":[{\"word_list\":" + list + "}]}]}}}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] body(String content) {
        return ("<Response>" + content + "</Response>").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] operation(String content) {
        return body("<JobsDetail><JobId>j</JobId><State>s</State><Operation>" + content + "</Operation></JobsDetail>");
    }

    private static byte[] files(String content) {
        return operation("<MediaResult><OutputFile>" + content + "</OutputFile></MediaResult>");
    }

    private static byte[] media(String content) {
        return operation("<MediaInfo><Format>" + content + "</Format></MediaInfo>");
    }

    private static byte[] latin(String body) {
        return body.getBytes(StandardCharsets.ISO_8859_1);
    }
}
