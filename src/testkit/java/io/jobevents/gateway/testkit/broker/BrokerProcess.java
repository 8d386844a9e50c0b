package io.jobevents.gateway.testkit.broker;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * The main class of a broker's process: formats the storage if it is new, then is Kafka.
 *
 * <p>It ends on SIGTERM and when its standard input does, so that no broker is left over whichever way its parent dies.
 */
public final class BrokerProcess {
    private static final String CLUSTER_ID = "JobEventGatewayBrokerA";

    private BrokerProcess() {}

    /** Takes the path of {@code server.properties}. */
    public static void main(String[] arguments) {
        String properties = arguments[0];
        logToConsole(Level.INFO);
        Thread.ofPlatform().name("parent").daemon().start(BrokerProcess::endWithParent);
        int formatted = StorageTool.execute(
                new String[] {"format", "--config", properties, "--cluster-id", CLUSTER_ID, "--ignore-formatted"},
                System.out);
        if (formatted != 0) {
            System.exit(formatted);
        }
        Kafka.main(new String[] {properties});
    }

    /** Replaces what Quarkus, which is on the class path too, does with logs: it keeps them until an application starts. */
    public static void logToConsole(Level level) {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n");
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.setLevel(level);
        root.addHandler(new StreamHandler(System.err, new SimpleFormatter()) {
            @Override
            public synchronized void publish(java.util.logging.LogRecord entry) {
                super.publish(entry);
                flush();
            }
        });
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes: only the end matters.
            }
        } catch (IOException gone) {
            // As good as the end.
        }
        CompletableFuture.delayedExecutor(20, TimeUnit.SECONDS)
                .execute(() -> Runtime.getRuntime().halt(1));
        System.exit(0);
    }
}
