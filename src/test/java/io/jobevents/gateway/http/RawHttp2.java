package io.jobevents.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.function.Predicate;

/**
 * An HTTP/2 client that writes given frames, valid or not. A library would refuse to write most of them. Headers are
 * written without compression, and those of answers are not read.
 */
final class RawHttp2 implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;

    private RawHttp2(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Connects, and sends the preface and empty settings. */
    static RawHttp2 connect(int port) {
        try {
            Socket socket = new Socket("localhost", port);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            RawHttp2 client = new RawHttp2(socket);
            return client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(UTF_8))
                    .send(frame(SETTINGS, 0, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the frames, as far as the server reads them. */
    RawHttp2 send(byte[] frames) {
        try {
            socket.getOutputStream().write(frames);
        } catch (IOException ended) {
            // The reason is in the frames that arrived before.
        }
        return this;
    }

    /** The code of the GOAWAY that ends the connection. */
    int goAway() {
        int code = ByteBuffer.wrap(await(frame -> frame.type == GOAWAY).payload).getInt(4);
        readToEnd();
        return code;
    }

    /** The code with which the server ends that stream. */
    int reset(int stream) {
        return ByteBuffer.wrap(await(frame -> frame.type == RST_STREAM && frame.stream == stream).payload)
                .getInt();
    }

    /** The body of the answer on that stream. */
    String answer(int stream) {
        return new String(await(frame -> frame.type == DATA && frame.stream == stream).payload, UTF_8);
    }

    private Frame await(Predicate<Frame> wanted) {
        StringBuilder seen = new StringBuilder();
        try {
            while (true) {
                Frame frame = read();
                if (wanted.test(frame)) {
                    return frame;
                }
                seen.append(' ').append(frame.type).append('@').append(frame.stream);
            }
        } catch (IOException e) {
            throw new AssertionError("The connection ended after the frames" + seen, e);
        }
    }

    private Frame read() throws IOException {
        int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
        int type = in.readUnsignedByte();
        in.readUnsignedByte(); // flags
        int stream = in.readInt();
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(type, stream, payload);
    }

    private void readToEnd() {
        try {
            in.transferTo(new ByteArrayOutputStream());
        } catch (SocketTimeoutException open) {
            throw new AssertionError("The connection does not end", open);
        } catch (IOException reset) {
            // The connection has ended.
        }
    }

    static byte[] frame(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    static byte[] bytes(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    /** A block of headers: names and values in turn, as literals without an index (RFC 7541, section 6.2.2). */
    static byte[] headers(String... namesAndValues) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i++) {
            if (i % 2 == 0) {
                block.write(0);
            }
            byte[] text = namesAndValues[i].getBytes(ISO_8859_1);
            length(text.length, block);
            block.writeBytes(text);
        }
        return block.toByteArray();
    }

    private static void length(int length, ByteArrayOutputStream block) {
        if (length < 127) {
            block.write(length);
            return;
        }
        block.write(127);
        int rest = length - 127;
        while (rest >= 128) {
            block.write(rest % 128 + 128);
            rest /= 128;
        }
        block.write(rest);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Frame(int type, int stream, byte[] payload) {}
}
