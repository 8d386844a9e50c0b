package io.jobevents.gateway.tools.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A proxy that delays a broker's answers by a fixed time. Requests pass at once, and answers are delayed concurrently,
 * so the number of requests in flight is not limited.
 *
 * <p>Uses three threads per connection; a Kafka client has few connections.
 */
final class DelayProxy implements AutoCloseable {

    private static final int PIECE_BYTES = 65_536;

    /** Bytes, and the System.nanoTime at which they are due. Empty at the end of the stream. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Held(byte[] bytes, long due) {}

    private final ServerSocket door;
    private final int broker;
    private final Duration delay;

    private DelayProxy(ServerSocket door, int broker, Duration delay) {
        this.door = door;
        this.broker = broker;
        this.delay = delay;
    }

    /** @param broker the port of the broker */
    static DelayProxy before(int broker, Duration delay) throws IOException {
        DelayProxy proxy = new DelayProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), broker, delay);
        thread("accept", proxy::accept);
        return proxy;
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() throws IOException, InterruptedException {
        while (true) {
            Socket client = door.accept();
            Socket server;
            try {
                server = new Socket(InetAddress.getLoopbackAddress(), broker);
            } catch (IOException nobodyThere) {
                client.close();
                continue;
            }
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            BlockingQueue<Held> held = new LinkedBlockingQueue<>();
            thread("there", () -> pass(client, server));
            thread("back", () -> hold(server, held));
            thread("release", () -> release(held, client));
        }
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private void hold(Socket from, BlockingQueue<Held> held) throws IOException {
        InputStream in = from.getInputStream();
        byte[] piece = new byte[PIECE_BYTES];
        try {
            for (int count = in.read(piece); count > 0; count = in.read(piece)) {
                byte[] bytes = new byte[count];
                System.arraycopy(piece, 0, bytes, 0, count);
                held.add(new Held(bytes, System.nanoTime() + delay.toNanos()));
            }
        } finally {
            held.add(new Held(new byte[0], System.nanoTime()));
        }
    }

    private static void release(BlockingQueue<Held> held, Socket to) throws IOException, InterruptedException {
        try (to) {
            OutputStream out = to.getOutputStream();
            for (Held next = held.take(); next.bytes().length > 0; next = held.take()) {
                TimeUnit.NANOSECONDS.sleep(next.due() - System.nanoTime());
                out.write(next.bytes());
            }
        }
    }

    /** A task that ends with its connection. */
    private interface Transfer {
        void run() throws IOException, InterruptedException;
    }

    private static void thread(String name, Transfer transfer) {
        Thread.ofPlatform().name("proxy-" + name).daemon().start(() -> {
            try {
                transfer.run();
            } catch (IOException | InterruptedException ended) {
                // the connection has ended
            }
        });
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
