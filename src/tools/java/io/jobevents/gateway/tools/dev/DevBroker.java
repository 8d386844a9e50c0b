package io.jobevents.gateway.tools.dev;

import io.jobevents.gateway.testkit.ConsoleLog;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.jobevents.gateway.testkit.broker.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;

/**
 * The main class of dev mode's broker: an {@link EmbeddedBroker} on a given port that keeps its data.
 *
 * <p>Says {@code ready} on standard output once it answers. Runs until its standard input ends, or SIGTERM.
 */
final class DevBroker {
    private DevBroker() {}

    /** Takes the port and the directory of the data. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        ConsoleLog.use(Level.WARNING);
        if (!FreePort.isFree(port)) {
            System.err.printf(
                    "Port %d is taken, so Kafka cannot start there. Another one: make dev KAFKA_PORT=%d%n",
                    port, port + 10_000);
            System.exit(1);
        }
        EmbeddedBroker broker = EmbeddedBroker.start(port, Path.of(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::stop));
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // Nobody writes: only the end matters.
        }
        broker.stop();
        System.exit(0);
    }
}
