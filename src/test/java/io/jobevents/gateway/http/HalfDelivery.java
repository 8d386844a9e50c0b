package io.jobevents.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** An incomplete delivery: its head and a part of its body have been sent. */
final class HalfDelivery implements AutoCloseable {

    private final Socket socket;

    private HalfDelivery(URI callbacks, String headers, String begin) {
        try {
            this.socket = new Socket(callbacks.getHost(), callbacks.getPort());
            socket.setSoTimeout(20_000);
            String head = "POST " + callbacks.getRawPath() + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
            socket.getOutputStream().write((head + begin).getBytes(US_ASCII));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HalfDelivery withLength(URI callbacks, int length, String begin) {
        return new HalfDelivery(callbacks, "Content-Length: " + length + "\r\n", begin);
    }

    static HalfDelivery inChunks(URI callbacks, String chunk) {
        String begin = Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n";
        return new HalfDelivery(callbacks, "Transfer-Encoding: chunked\r\n", begin);
    }

    /** Sends the rest of the body and reads the first line of the answer. */
    String finish(String rest) {
        try {
            socket.getOutputStream().write(rest.getBytes(US_ASCII));
            socket.getOutputStream().flush();
            StringBuilder line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && c != '\r';
                    c = socket.getInputStream().read()) {
                line.append((char) c);
            }
            return line.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Disconnects. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
