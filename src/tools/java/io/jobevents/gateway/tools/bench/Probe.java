package io.jobevents.gateway.tools.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Sends single HTTP requests to a local port, each on a connection of its own. */
final class Probe {

    private static final int LIMIT_MILLIS = 5_000;

    private static final String CALLBACK =
            "{\"JobsDetail\":{\"JobId\":\"jprobe\",\"State\":\"Success\",\"Tag\":\"Transcode\"}}";

    private Probe() {}

    /** @return the status */
    static int get(int port, String path) throws IOException {
        return status(exchange(port, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
    }

    /** @return the value of a metric without labels; NaN if there is none */
    static double metric(int port, String name) throws IOException {
        return exchange(port, "GET /q/metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    /**
     * Posts a callback.
     *
     * @return the status
     */
    static int post(int port, String path) throws IOException {
        return status(exchange(
                port,
                "POST " + path
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + CALLBACK.length() + "\r\n\r\n" + CALLBACK));
    }

    private static int status(String answer) throws IOException {
        if (answer.length() < "HTTP/1.1 200".length()) {
            throw new IOException("No answer");
        }
        return Integer.parseInt(answer.substring(9, 12));
    }

    private static String exchange(int port, String request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
