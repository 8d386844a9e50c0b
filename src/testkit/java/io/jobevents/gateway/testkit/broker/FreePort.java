package io.jobevents.gateway.testkit.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Unused ports of this machine. */
public final class FreePort {

    private FreePort() {}

    /** A free port below the range of outgoing connections, which could otherwise take it before it is used. */
    public static int choose() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            if (isFree(port)) {
                return port;
            }
        }
    }

    public static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
