package io.jobevents.gateway.tools.dev;

import io.jobevents.gateway.testkit.ConsoleLog;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.jobevents.gateway.testkit.broker.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;

/**
 * The main class of dev mode's broker: an {@link EmbeddedBroker} on a given port, with a directory that outlives it.
 *
 * <p>Prints {@code ready} when the broker answers. Runs until end of file on standard input, or SIGTERM.
 */
final class DevBroker {
    private DevBroker() {}

    /** @param arguments the port and the data directory */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        ConsoleLog.use(Level.WARNING);
        if (!FreePort.isFree(port)) {
            System.err.printf(
                    "Kafka cannot start, since port %d is in use. Choose another one: make dev KAFKA_PORT=%d%n",
                    port, port + 10_000);
            System.exit(1);
        }
        EmbeddedBroker broker = EmbeddedBroker.start(port, Path.of(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::stop));
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // input is ignored
        }
        broker.stop();
        System.exit(0);
    }
}
