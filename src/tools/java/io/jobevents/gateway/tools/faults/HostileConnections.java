package io.jobevents.gateway.tools.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Connections of all {@link HostileKind}s. One thread sends on each of them once in ten seconds, evenly spread. A
 * connection that the gateway has closed is opened again, so their number is constant.
 */
final class HostileConnections implements AutoCloseable {

    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final HostileKind[] KINDS = HostileKind.values();

    private final InetSocketAddress gateway;
    private final List<Slot> slots = new ArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final Thread thread = Thread.ofPlatform().name("hostile").daemon().unstarted(this::goOn);

    private HostileConnections(URI url, int count) {
        this.gateway = new InetSocketAddress(url.getHost(), url.getPort());
        for (int i = 0; i < count; i++) {
            slots.add(new Slot(KINDS[i % KINDS.length]));
        }
    }

    static HostileConnections open(URI url, int count) {
        HostileConnections hostile = new HostileConnections(url, count);
        hostile.thread.start();
        return hostile;
    }

    /** The number of connections opened so far, including closed ones. */
    int opened() {
        return opened.get();
    }

    private void goOn() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                for (Slot slot : slots) {
                    slot.act();
                    Thread.sleep(ROUND.dividedBy(slots.size()));
                }
            }
        } catch (InterruptedException end) {
            // Ended by close().
        } finally {
            slots.forEach(Slot::end);
        }
    }

    /** Closes all connections, and returns when they are closed. */
    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private final class Slot {

        private final HostileKind kind;
        private @Nullable SocketChannel connection;

        Slot(HostileKind kind) {
            this.kind = kind;
        }

        /**
         * Sends the next bytes. Half a request is closed by the client; all other connections are closed by the
         * gateway.
         */
        void act() {
            try {
                SocketChannel open = connection;
                if (open == null || kind == HostileKind.HALF_REQUEST) {
                    end();
                    begin();
                } else {
                    open.write(kind.eachRound());
                }
            } catch (IOException ended) {
                end();
            }
        }

        private void begin() throws IOException {
            SocketChannel begun = SocketChannel.open();
            connection = begun;
            begun.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
            begun.connect(gateway);
            begun.configureBlocking(false);
            opened.incrementAndGet();
            begun.write(kind.first());
        }

        void end() {
            try (SocketChannel ending = connection) {
                connection = null;
            } catch (IOException gone) {
                // The connection is closed already.
            }
        }
    }
}
