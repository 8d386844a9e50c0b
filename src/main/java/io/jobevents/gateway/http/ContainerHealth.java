package io.jobevents.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The main class of the image's health check, since the image contains neither a shell nor curl. It requests the
 * readiness of the gateway in the same container, and exits with 0 if the gateway is ready, else with 1.
 *
 * <p>It uses a plain socket in place of the JDK's HTTP client, and no other class of the gateway, so that the JVM of
 * each check ends within a tenth of a second.
 */
public final class ContainerHealth {

    private static final int TIMEOUT_MILLIS = 3_000;
    private static final String REQUEST = "GET /q/health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n";

    private ContainerHealth() {}

    /** Takes no arguments. The port is read from the variable that sets it for the gateway. */
    public static void main(String[] arguments) {
        String port = System.getenv().getOrDefault("QUARKUS_MANAGEMENT_PORT", "9000");
        System.exit(isReady(Integer.parseInt(port)) ? 0 : 1);
    }

    static boolean isReady(int port) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            String status = new String(answer.readNBytes("HTTP/1.x 200".length()), StandardCharsets.US_ASCII);
            return status.endsWith(" 200");
        } catch (IOException unreachable) {
            return false;
        }
    }
}
