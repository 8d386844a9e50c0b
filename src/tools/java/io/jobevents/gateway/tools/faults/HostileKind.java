package io.jobevents.gateway.tools.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The bytes that a hostile connection sends at its beginning and in each round. None of them reads. */
enum HostileKind {
    SILENT("", ""),
    SLOW_HEAD("GET /callbacks HT", "x"),
    SLOW_BODY("POST /callbacks HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n", "<"),
    HALF_REQUEST("POST /callbacks HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n{", ""),
    NOISE("\u0001\u00ff\u0000\r\nX\r\n\r\n", ""),
    MANY_HEADERS("GET /callbacks HTTP/1.1\r\nHost: a\r\n" + "a: b\r\n".repeat(10_000), ""),
    SMUGGLING(
            "POST /callbacks HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n"
                    + "POST /callbacks HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
            ""),
    DEAF_PIPELINE("", "GET /schemas/job-event/1 HTTP/1.1\r\nHost: a\r\n\r\n".repeat(100)),
    TLS_HELLO("\u0016\u0003\u0001\u0002\u0000\u0001" + "r".repeat(300), ""),
    PROXY_LINE("PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n\r\n", ""),
    PINGS(start(0xffff), times(1_200, i -> frame(6, 0, 0, new byte[8]))),
    SETTINGS(start(0xffff), times(1_200, i -> frame(4, 0, 0))),
    RAPID_RESET(start(0xffff), times(210, i -> join(get(i, "/schemas"), frame(3, 0, 1 + 2 * i, bytes(8))))),
    MADE_TO_RESET(start(0xffff), times(210, i -> join(get(i, "/schemas"), frame(8, 0, 1 + 2 * i, bytes(0))))),
    ENDLESS_HEAD(join(start(0xffff), frame(1, 0, 1, new byte[] {(byte) 0x82})), times(20, i -> frame(9, 0, 1))),
    CLOSED_WINDOW(join(start(0), times(8, i -> get(i, "/schemas/job-event/1"))), new byte[0]),
    CLOSED_WINDOW_AND_MORE(join(start(0), times(60, i -> get(i, "/schemas/job-event/1"))), new byte[0]);

    private final byte[] first;
    private final byte[] eachRound;

    HostileKind(String first, String eachRound) {
        this(first.getBytes(ISO_8859_1), eachRound.getBytes(ISO_8859_1));
    }

    HostileKind(byte[] first, byte[] eachRound) {
        this.first = first;
        this.eachRound = eachRound;
    }

    ByteBuffer first() {
        return ByteBuffer.wrap(first);
    }

    ByteBuffer eachRound() {
        return ByteBuffer.wrap(eachRound);
    }

    /** The HTTP/2 preface, and settings with that initial window. */
    private static byte[] start(int window) {
        byte[] setting =
                ByteBuffer.allocate(6).putShort((short) 4).putInt(window).array();
        return join("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1), frame(4, 0, 0, setting));
    }

    /** The head of a complete request, with entries of HPACK's static table where possible. */
    private static byte[] get(int number, String path) {
        byte[] method = {(byte) 0x82, (byte) 0x86, 1, 1, 'a', 4, (byte) path.length()};
        return frame(1, 5, 1 + 2 * number, join(method, path.getBytes(ISO_8859_1)));
    }

    private static byte[] frame(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) 0)
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    private static byte[] bytes(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private static byte[] times(int count, IntFunction<byte[]> frames) {
        return join(IntStream.range(0, count).mapToObj(frames).toArray(byte[][]::new));
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }
}
