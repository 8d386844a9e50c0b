package io.jobevents.gateway.http;

import static io.jobevents.gateway.http.RawHttp2.CONTINUATION;
import static io.jobevents.gateway.http.RawHttp2.DATA;
import static io.jobevents.gateway.http.RawHttp2.END_HEADERS;
import static io.jobevents.gateway.http.RawHttp2.END_STREAM;
import static io.jobevents.gateway.http.RawHttp2.GOAWAY;
import static io.jobevents.gateway.http.RawHttp2.HEADERS;
import static io.jobevents.gateway.http.RawHttp2.PING;
import static io.jobevents.gateway.http.RawHttp2.PRIORITY;
import static io.jobevents.gateway.http.RawHttp2.PUSH_PROMISE;
import static io.jobevents.gateway.http.RawHttp2.RST_STREAM;
import static io.jobevents.gateway.http.RawHttp2.SETTINGS;
import static io.jobevents.gateway.http.RawHttp2.WINDOW_UPDATE;
import static io.jobevents.gateway.http.RawHttp2.bytes;
import static io.jobevents.gateway.http.RawHttp2.frame;
import static io.jobevents.gateway.http.RawHttp2.headers;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.testkit.broker.BrokerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalid or too many HTTP/2 frames: the stream or the connection ends, and others are not affected. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@TestProfile(TokenDoorTest.Profile.class)
final class Http2FramesDoorTest {

    private static final int PROTOCOL_ERROR = 1;
    private static final int FLOW_CONTROL_ERROR = 3;
    private static final int STREAM_CLOSED = 5;
    private static final int FRAME_SIZE_ERROR = 6;
    private static final int REFUSED_STREAM = 7;
    private static final int COMPRESSION_ERROR = 9;
    private static final int ENHANCE_YOUR_CALM = 11;

    private static final String PATH = "/callbacks?token=" + TokenDoorTest.NEW;
    private static final byte[] PROBE = "{\"message\":\"probe\"}".getBytes(US_ASCII);
    private static final byte[] EIGHT = new byte[8];
    private static final byte[] OPEN = head(1, END_HEADERS);

    private static boolean ready;

    @TestHTTPResource("/")
    URI root;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @BeforeEach
    void awaitReady() {
        if (!ready) {
            Sender.toReady(root, management);
            ready = true;
        }
    }

    @AfterEach
    void otherConnectionsAreServed() {
        try (RawHttp2 other = RawHttp2.connect(root.getPort())) {
            assertThat(other.send(good(1)).answer(1)).isEqualTo("{\"outcome\":\"probe\"}");
        }
    }

    static Stream<Arguments> connectionErrors() {
        return Stream.of(
                argumentSet("HEADERS on stream 0", PROTOCOL_ERROR, head(0, END_HEADERS | END_STREAM)),
                argumentSet("HEADERS on a stream id of the server", PROTOCOL_ERROR, head(2, END_HEADERS | END_STREAM)),
                argumentSet("DATA before HEADERS", PROTOCOL_ERROR, frame(DATA, END_STREAM, 1, PROBE)),
                argumentSet("DATA on stream 0", PROTOCOL_ERROR, frame(DATA, END_STREAM, 0, PROBE)),
                argumentSet("RST_STREAM before HEADERS", PROTOCOL_ERROR, frame(RST_STREAM, 0, 1, bytes(8))),
                argumentSet("RST_STREAM too short", FRAME_SIZE_ERROR, frame(RST_STREAM, 0, 1, new byte[3])),
                argumentSet("WINDOW_UPDATE before HEADERS", PROTOCOL_ERROR, frame(WINDOW_UPDATE, 0, 1, bytes(1))),
                argumentSet("a window increment of 0", PROTOCOL_ERROR, frame(WINDOW_UPDATE, 0, 0, bytes(0))),
                argumentSet(
                        "a window too large", FLOW_CONTROL_ERROR, frame(WINDOW_UPDATE, 0, 0, bytes(Integer.MAX_VALUE))),
                argumentSet("PING too short", FRAME_SIZE_ERROR, frame(PING, 0, 0, new byte[7])),
                argumentSet("PING on a stream", PROTOCOL_ERROR, frame(PING, 0, 1, EIGHT)),
                argumentSet(
                        "SETTINGS with an incomplete setting", FRAME_SIZE_ERROR, frame(SETTINGS, 0, 0, new byte[5])),
                argumentSet("SETTINGS on a stream", PROTOCOL_ERROR, frame(SETTINGS, 0, 1)),
                argumentSet("SETTINGS with a window too large", FLOW_CONTROL_ERROR, setting(4, 0x80000000)),
                argumentSet("SETTINGS with a frame size too small", PROTOCOL_ERROR, setting(5, 100)),
                argumentSet("PUSH_PROMISE", PROTOCOL_ERROR, frame(PUSH_PROMISE, END_HEADERS, 1, bytes(2))),
                argumentSet("a frame too large", FRAME_SIZE_ERROR, join(OPEN, frame(DATA, 0, 1, new byte[16_385]))),
                argumentSet("CONTINUATION alone", PROTOCOL_ERROR, frame(CONTINUATION, END_HEADERS, 1)),
                argumentSet("another frame inside a head", PROTOCOL_ERROR, join(head(1, 0), frame(PING, 0, 0, EIGHT))),
                argumentSet(
                        "CONTINUATION of another stream",
                        PROTOCOL_ERROR,
                        join(head(1, 0), frame(CONTINUATION, END_HEADERS, 3))),
                argumentSet(
                        "CONTINUATION that never ends",
                        ENHANCE_YOUR_CALM,
                        join(head(1, 0), times(10_000, i -> frame(CONTINUATION, 0, 1)))),
                argumentSet(
                        "CONTINUATION that never ends, in large frames",
                        PROTOCOL_ERROR,
                        join(head(1, 0), times(100, i -> frame(CONTINUATION, 0, 1, headers("x", "y".repeat(16_000)))))),
                argumentSet("a header with index 0", COMPRESSION_ERROR, rawHead(0x80)),
                argumentSet(
                        "a header with an index too high", COMPRESSION_ERROR, rawHead(0xff, 0xff, 0xff, 0xff, 0x0f)),
                argumentSet("a header table too large", COMPRESSION_ERROR, rawHead(0x3f, 0xff, 0xff, 0xff, 0x7f)),
                argumentSet("a truncated head", COMPRESSION_ERROR, rawHead(0x00, 0x05, 'a')),
                argumentSet(
                        "padding longer than its frame", PROTOCOL_ERROR, join(OPEN, frame(DATA, 8, 1, new byte[] {9}))),
                argumentSet(
                        "rapid reset",
                        ENHANCE_YOUR_CALM,
                        times(500, i -> join(head(1 + 2 * i, END_HEADERS | END_STREAM), reset(1 + 2 * i)))),
                argumentSet(
                        "frames that provoke resets by the server",
                        ENHANCE_YOUR_CALM,
                        times(
                                500,
                                i -> join(head(1 + 2 * i, END_HEADERS), frame(WINDOW_UPDATE, 0, 1 + 2 * i, bytes(0))))),
                argumentSet("a flood of SETTINGS", ENHANCE_YOUR_CALM, times(5_000, i -> frame(SETTINGS, 0, 0))),
                argumentSet("a flood of acks", ENHANCE_YOUR_CALM, times(5_000, i -> frame(SETTINGS, 1, 0))),
                argumentSet("a flood of PING", ENHANCE_YOUR_CALM, times(5_000, i -> frame(PING, 0, 0, EIGHT))),
                argumentSet(
                        "a flood of answers to PING", ENHANCE_YOUR_CALM, times(5_000, i -> frame(PING, 1, 0, EIGHT))),
                argumentSet(
                        "a flood of PRIORITY",
                        ENHANCE_YOUR_CALM,
                        times(5_000, i -> frame(PRIORITY, 0, 1 + 2 * i, new byte[5]))),
                argumentSet(
                        "a flood of WINDOW_UPDATE",
                        ENHANCE_YOUR_CALM,
                        times(5_000, i -> frame(WINDOW_UPDATE, 0, 0, bytes(1)))),
                argumentSet("a flood of GOAWAY", ENHANCE_YOUR_CALM, times(5_000, i -> frame(GOAWAY, 0, 0, EIGHT))),
                argumentSet("a flood of unknown frames", ENHANCE_YOUR_CALM, times(5_000, i -> frame(77, 0, 0, EIGHT))),
                argumentSet("a flood of empty DATA", ENHANCE_YOUR_CALM, join(OPEN, times(100, i -> frame(DATA, 0, 1)))),
                argumentSet(
                        "requests of a client whose window stays at 0",
                        ENHANCE_YOUR_CALM,
                        join(
                                setting(4, 0),
                                times(
                                        60,
                                        i -> frame(
                                                HEADERS,
                                                END_HEADERS | END_STREAM,
                                                1 + 2 * i,
                                                headers(
                                                        ":method",
                                                        "GET",
                                                        ":scheme",
                                                        "http",
                                                        ":authority",
                                                        "a",
                                                        ":path",
                                                        "/schemas"))))));
    }

    @ParameterizedTest
    @MethodSource("connectionErrors")
    void connectionError_endsTheConnectionWithItsCode(int code, byte[] frames) {
        try (RawHttp2 client = RawHttp2.connect(root.getPort())) {
            assertThat(client.send(frames).goAway()).isEqualTo(code);
        }
    }

    static Stream<Arguments> streamErrors() {
        return Stream.of(
                argumentSet("no method", PROTOCOL_ERROR, request(":scheme", "http", ":authority", "a", ":path", PATH)),
                argumentSet(
                        "no path", PROTOCOL_ERROR, request(":method", "POST", ":scheme", "http", ":authority", "a")),
                argumentSet("no scheme", PROTOCOL_ERROR, request(":method", "POST", ":authority", "a", ":path", PATH)),
                argumentSet("a method twice", PROTOCOL_ERROR, with(":method", "GET")),
                argumentSet("a pseudo-header of responses", PROTOCOL_ERROR, with(":status", "200")),
                argumentSet("an unknown pseudo-header", PROTOCOL_ERROR, with(":x", "y")),
                argumentSet("upper case", PROTOCOL_ERROR, with("X", "y")),
                argumentSet("a connection header", PROTOCOL_ERROR, with("connection", "close")),
                argumentSet("a transfer coding", PROTOCOL_ERROR, with("transfer-encoding", "chunked")),
                argumentSet("te other than trailers", PROTOCOL_ERROR, with("te", "gzip")),
                argumentSet("another host", PROTOCOL_ERROR, with("host", "b")),
                argumentSet("a line break in a value", PROTOCOL_ERROR, with("x", "a\r\nb: c")),
                argumentSet("a zero byte in a value", PROTOCOL_ERROR, with("x", "a\0b")),
                argumentSet("a blank in a name", PROTOCOL_ERROR, with("x y", "a")),
                argumentSet("a colon in a name", PROTOCOL_ERROR, with("x:", "a")),
                argumentSet("an empty name", PROTOCOL_ERROR, with("", "a")),
                argumentSet("a length without DATA", PROTOCOL_ERROR, with("content-length", "50")),
                argumentSet("a length with a sign", PROTOCOL_ERROR, with("content-length", "+1")),
                argumentSet(
                        "a line break in the path",
                        PROTOCOL_ERROR,
                        request(":method", "GET", ":scheme", "http", ":authority", "a", ":path", "/callbacks\r\nx: y")),
                argumentSet(
                        "a blank in the method",
                        PROTOCOL_ERROR,
                        request(":method", "PO ST", ":scheme", "http", ":authority", "a", ":path", PATH)),
                argumentSet(
                        "a bad authority",
                        PROTOCOL_ERROR,
                        request(":method", "POST", ":scheme", "http", ":authority", "a b", ":path", PATH)),
                argumentSet(
                        "DATA shorter than the length",
                        PROTOCOL_ERROR,
                        join(withLength(50), frame(DATA, END_STREAM, 1, PROBE))),
                argumentSet(
                        "DATA longer than the length",
                        PROTOCOL_ERROR,
                        join(withLength(5), frame(DATA, END_STREAM, 1, PROBE))),
                argumentSet("two heads", PROTOCOL_ERROR, join(OPEN, OPEN)),
                argumentSet(
                        "a stream window increment of 0",
                        PROTOCOL_ERROR,
                        join(OPEN, frame(WINDOW_UPDATE, 0, 1, bytes(0)))),
                argumentSet(
                        "a stream window too large",
                        FLOW_CONTROL_ERROR,
                        join(OPEN, frame(WINDOW_UPDATE, 0, 1, bytes(Integer.MAX_VALUE)))),
                argumentSet(
                        "a pseudo-header after the body",
                        PROTOCOL_ERROR,
                        join(
                                OPEN,
                                frame(DATA, 0, 1, PROBE),
                                frame(HEADERS, END_HEADERS | END_STREAM, 1, headers(":path", "/x")))),
                argumentSet(
                        "a head over the size limit",
                        PROTOCOL_ERROR,
                        join(
                                head(1, 0),
                                times(4, i -> frame(CONTINUATION, 0, 1, headers("x", "y".repeat(16_000)))),
                                frame(CONTINUATION, END_HEADERS, 1, headers("x", "y".repeat(8_000))))));
    }

    @ParameterizedTest
    @MethodSource("streamErrors")
    void streamError_endsTheStreamWithItsCode_butNotTheConnection(int code, byte[] frames) {
        try (RawHttp2 client = RawHttp2.connect(root.getPort())) {
            assertThat(client.send(frames).reset(1)).isEqualTo(code);
            assertThat(client.send(good(3)).answer(3)).isEqualTo("{\"outcome\":\"probe\"}");
        }
    }

    @Test
    void frameAfterTheEndOfItsStream_endsTheStream() {
        try (RawHttp2 client = RawHttp2.connect(root.getPort())) {
            assertThat(client.send(join(good(1), frame(DATA, END_STREAM, 1, PROBE)))
                            .reset(1))
                    .isEqualTo(STREAM_CLOSED);
        }
    }

    @Test
    void streamOverTheLimit_isRefused_evenIfTheSettingsAreNotAcknowledged() {
        try (RawHttp2 client = RawHttp2.connect(root.getPort())) {
            byte[] streams = times(101, i -> head(1 + 2 * i, END_HEADERS));

            assertThat(client.send(streams).reset(201)).isEqualTo(REFUSED_STREAM);
        }
    }

    @Test
    void harmlessOddFrames_areAccepted() {
        byte[] odd = join(
                setting(99, 1),
                frame(77, 0, 0, EIGHT),
                frame(GOAWAY, 0, 0, EIGHT),
                times(900, i -> frame(PING, 1, 0, EIGHT)),
                good(1));
        try (RawHttp2 client = RawHttp2.connect(root.getPort())) {
            assertThat(client.send(odd).answer(1)).isEqualTo("{\"outcome\":\"probe\"}");
        }
    }

    private static byte[] good(int stream) {
        return join(head(stream, END_HEADERS), frame(DATA, END_STREAM, stream, PROBE));
    }

    private static byte[] head(int stream, int flags) {
        return frame(
                HEADERS,
                flags,
                stream,
                headers(":method", "POST", ":scheme", "http", ":authority", "a", ":path", PATH));
    }

    private static byte[] request(String... headers) {
        return frame(HEADERS, END_HEADERS | END_STREAM, 1, headers(headers));
    }

    private static byte[] with(String name, String value) {
        return request(":method", "POST", ":scheme", "http", ":authority", "a", ":path", PATH, name, value);
    }

    private static byte[] withLength(int length) {
        byte[] head = with("content-length", Integer.toString(length));
        head[4] = END_HEADERS;
        return head;
    }

    private static byte[] rawHead(int... block) {
        byte[] head = new byte[block.length];
        for (int i = 0; i < block.length; i++) {
            head[i] = (byte) block[i];
        }
        return frame(HEADERS, END_HEADERS | END_STREAM, 1, head);
    }

    private static byte[] reset(int stream) {
        return frame(RST_STREAM, 0, stream, bytes(8));
    }

    private static byte[] setting(int identifier, int value) {
        return frame(SETTINGS, 0, 0, join(new byte[] {0, (byte) identifier}, bytes(value)));
    }

    private static byte[] times(int count, IntFunction<byte[]> frames) {
        return join(IntStream.range(0, count).mapToObj(frames).toArray(byte[][]::new));
    }

    private static byte[] join(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int end = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, end, part.length);
            end += part.length;
        }
        return all;
    }
}
