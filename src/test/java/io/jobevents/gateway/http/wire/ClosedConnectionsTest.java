package io.jobevents.gateway.http.wire;

import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.http.RawSocket;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.impl.VertxBuilder;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Closed connections are freed. The time limit of the server for heads is a day, so no timer fires during the test. A
 * sender may open a connection for each callback.
 */
final class ClosedConnectionsTest {

    /** Of each kind. */
    private static final int CONNECTIONS = 100;

    private Vertx vertx;
    private int port;
    private long before;

    @BeforeEach
    void serve() throws Exception {
        VertxBuilder builder = new VertxBuilder(new VertxOptions());
        builder.init().findTransport(new WireTransport(Duration.ofDays(1)));
        vertx = builder.vertx();
        port = vertx.createHttpServer()
                .requestHandler(request -> request.response().end())
                .listen(0)
                .map(HttpServer::actualPort)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        before = channels();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void closedConnections_areFreed() {
        for (int i = 0; i < CONNECTIONS; i++) {
            closeAfter("");
            closeAfter("GET / HT");
            closeAfter("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            closeAfter("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            try (RawSocket closedByTheServer = new RawSocket(port)) {
                closedByTheServer
                        .send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                        .readToEnd();
            }
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> channels() < before + CONNECTIONS / 2);
    }

    private void closeAfter(String sent) {
        try (RawSocket connection = new RawSocket(port)) {
            connection.send(sent);
        }
    }

    /** The number of reachable channels of accepted connections, after a full collection. */
    private static long channels() throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 3 && columns[3].equals(NioSocketChannel.class.getName()))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }
}
