package io.jobevents.gateway.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

final class DelayProxyTest {

    private static final Duration DELAY = Duration.ofMillis(20);

    /** Larger than what the proxy holds in one piece. */
    private final byte[] bytes = new byte[300_000];

    @Test
    void bytesAndTheirEnd_passBothWays_andBackNotBeforeTheDelay() throws IOException {
        ThreadLocalRandom.current().nextBytes(bytes);
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DelayProxy proxy = DelayProxy.before(door.getLocalPort(), DELAY);
                Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
                Socket broker = door.accept()) {
            Thread.ofPlatform().daemon().start(() -> send(client, bytes));
            assertThat(broker.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);

            long sent = System.nanoTime();
            Thread.ofPlatform().daemon().start(() -> {
                send(broker, bytes);
                end(broker);
            });

            assertThat(client.getInputStream().readAllBytes()).isEqualTo(bytes);
            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThanOrEqualTo(DELAY);
        }
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException broken) {
            // The other side misses what it waits for.
        }
    }

    private static void end(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException broken) {
            // The other side waits in vain.
        }
    }
}
