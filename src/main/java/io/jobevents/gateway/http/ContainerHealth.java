package io.jobevents.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The main class of the image's health check, where there is neither a shell nor curl: asks the gateway of this container
 * whether it is ready, and ends with 0 if so, with 1 if not.
 *
 * <p>A bare socket and no client of the JDK, so that the JVM it costs each time is over in a tenth of a second. It knows no
 * other class.
 */
public final class ContainerHealth {

    private static final int LIMIT = 3_000;
    private static final String REQUEST = "GET /q/health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n";

    private ContainerHealth() {}

    /** Takes nothing; the port is that of the gateway's own setting. */
    public static void main(String[] arguments) {
        String port = System.getenv().getOrDefault("QUARKUS_MANAGEMENT_PORT", "9000");
        System.exit(isReady(Integer.parseInt(port)) ? 0 : 1);
    }

    static boolean isReady(int port) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(LIMIT);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            String status = new String(answer.readNBytes("HTTP/1.x 200".length()), StandardCharsets.US_ASCII);
            return status.endsWith(" 200");
        } catch (IOException unreachable) {
            return false;
        }
    }
}
