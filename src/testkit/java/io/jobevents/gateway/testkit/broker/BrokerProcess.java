package io.jobevents.gateway.testkit.broker;

import io.jobevents.gateway.testkit.ConsoleLog;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * The main class of a broker's process: formats new storage, then runs Kafka.
 *
 * <p>It ends on SIGTERM and at the end of its standard input, so it never outlives its parent.
 */
final class BrokerProcess {
    private static final String CLUSTER_ID = "JobEventGatewayBrokerA";

    private BrokerProcess() {}

    /** @param arguments the path of {@code server.properties} */
    public static void main(String[] arguments) {
        String properties = arguments[0];
        ConsoleLog.use(Level.INFO);
        Thread.ofPlatform().name("parent").daemon().start(BrokerProcess::endWithParent);
        int formatted = StorageTool.execute(
                new String[] {"format", "--config", properties, "--cluster-id", CLUSTER_ID, "--ignore-formatted"},
                System.out);
        if (formatted != 0) {
            System.exit(formatted);
        }
        Kafka.main(new String[] {properties});
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Waits for the end of the input.
            }
        } catch (IOException gone) {
            // Treated like the end of the input.
        }
        CompletableFuture.delayedExecutor(20, TimeUnit.SECONDS)
                .execute(() -> Runtime.getRuntime().halt(1));
        System.exit(0);
    }
}
