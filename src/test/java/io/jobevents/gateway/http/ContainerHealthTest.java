package io.jobevents.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** The image's health check against servers that are ready, not ready, not HTTP, or missing. */
final class ContainerHealthTest {

    @Test
    void status200_isReady() throws IOException {
        assertThat(isReady(200)).isTrue();
    }

    @Test
    void otherAnswer_isNotReady() throws IOException {
        assertThat(isReady(503)).isFalse();
        assertThat(isReady(404)).isFalse();
    }

    @Test
    void missingServer_isNotReady() throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }

        assertThat(ContainerHealth.isReady(port)).isFalse();
    }

    @Test
    void incompleteAnswer_isNotReady() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(server, "HTTP/1.1"));

            assertThat(ContainerHealth.isReady(server.getLocalPort())).isFalse();
        }
    }

    private static void answer(ServerSocket server, String text) {
        try (var socket = server.accept()) {
            socket.getOutputStream().write(text.getBytes(US_ASCII));
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    private static boolean isReady(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            return ContainerHealth.isReady(server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
    }
}
