package io.jobevents.gateway.tools.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Idle connections, and others that post one byte per second. */
final class Bystanders implements AutoCloseable {

    private static final Duration PACE = Duration.ofSeconds(1);

    private final List<SocketChannel> idle = new ArrayList<>();
    private final List<SocketChannel> slow = new ArrayList<>();
    private final Thread writer = Thread.ofPlatform().name("slow").daemon().unstarted(this::write);

    private Bystanders() {}

    static Bystanders connect(URI url, int idle, int slow) throws IOException {
        Bystanders bystanders = new Bystanders();
        try {
            bystanders.open(url, idle, bystanders.idle);
            bystanders.open(url, slow, bystanders.slow);
        } catch (IOException e) {
            bystanders.close();
            throw e;
        }
        bystanders.writer.start();
        return bystanders;
    }

    private void open(URI url, int count, List<SocketChannel> channels) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open();
            channels.add(channel);
            channel.connect(new InetSocketAddress(url.getHost(), url.getPort()));
            channel.configureBlocking(false);
        }
    }

    private void write() {
        byte[] head = "POST /callbacks HTTP/1.1\r\nHost: slow\r\nContent-Length: 100000\r\n\r\n".getBytes(US_ASCII);
        for (int next = 0; ; next++) {
            byte[] piece = next == 0 ? head : new byte[] {'<'};
            for (SocketChannel channel : slow) {
                try {
                    channel.write(ByteBuffer.wrap(piece));
                } catch (IOException closed) {
                    // Counted by connected().
                }
            }
            try {
                Thread.sleep(PACE);
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    /** The number of connections that the gateway has neither closed nor answered. */
    int connected() {
        int open = 0;
        ByteBuffer answer = ByteBuffer.allocate(1);
        for (SocketChannel channel : concat()) {
            try {
                open += channel.read(answer.clear()) == 0 ? 1 : 0;
            } catch (IOException closed) {
                // Not open.
            }
        }
        return open;
    }

    private List<SocketChannel> concat() {
        List<SocketChannel> all = new ArrayList<>(idle);
        all.addAll(slow);
        return all;
    }

    @Override
    public void close() {
        writer.interrupt();
        for (SocketChannel channel : concat()) {
            try {
                channel.close();
            } catch (IOException gone) {
                // The connection is closed.
            }
        }
    }
}
