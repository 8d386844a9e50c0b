package io.jobevents.gateway.tools.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The load generator: a number of connections, each of which sends the next callback after the answer to the last one
 * (a closed loop), or when the next one is due (a steady rate). At a steady rate, response times are counted from when
 * the callback was due, so they include the wait for a free connection.
 *
 * <p>Uses one thread and does little work per request, since it shares the processors with the target.
 */
final class LoadGenerator {

    /** Receives the start and the end of the time in which answers count, on the generator's thread. */
    interface Window {
        Window NONE = new Window() {
            @Override
            public void begins() {}

            @Override
            public void ends() {}
        };

        void begins() throws IOException;

        void ends() throws IOException;
    }

    private static final long LONGEST_MICROS = TimeUnit.SECONDS.toMicros(60);
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final int ANSWER_BYTES = 8_192;
    private static final int TICK_MILLIS = 1;

    private final LoadPlan plan;
    private final Requests requests;
    private final Window window;
    private final Selector selector;
    private final InetSocketAddress address;
    private final Histogram times = new Histogram(LONGEST_MICROS, 3);
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final List<Connection> connections = new ArrayList<>();
    private final byte[] answer = new byte[ANSWER_BYTES];
    private long lastAnswer = System.nanoTime();
    private long answered;
    private long failed;
    private int inFlight;
    private boolean counting;
    private boolean ending;

    private LoadGenerator(LoadPlan plan, Requests requests, Window window) throws IOException {
        this.plan = plan;
        this.requests = requests;
        this.window = window;
        this.selector = Selector.open();
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), plan.port());
    }

    static LoadResult run(LoadPlan plan, Requests requests, Window window) throws IOException {
        LoadGenerator load = new LoadGenerator(plan, requests, window);
        try {
            return load.run();
        } finally {
            load.close();
        }
    }

    private LoadResult run() throws IOException {
        for (int i = 0; i < plan.connections(); i++) {
            connections.add(new Connection());
        }
        idle.addAll(connections);
        long start = System.nanoTime();
        long interval = plan.rate() > 0 ? (long) (1e9 / plan.rate()) : 0;
        long due = start;
        long begun = start;
        long now = start;
        while (true) {
            if (!counting && now - start >= plan.settling().toNanos()) {
                counting = true;
                begun = now;
                window.begins();
            }
            if (counting && (now - begun >= plan.time().toNanos() || answered >= plan.most())) {
                break;
            }
            while (!idle.isEmpty() && due <= now) {
                idle.remove().begin(interval == 0 ? now : due);
                due += interval;
            }
            step(now);
            now = System.nanoTime();
        }
        window.ends();
        Duration time = Duration.ofNanos(now - begun);
        letEnd();
        return new LoadResult(
                answered, failed, time, percentile(50), percentile(99), percentile(99.9), percentile(100));
    }

    private Duration percentile(double percent) {
        return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(times.getValueAtPercentile(percent)));
    }

    /** Waits for the answers in flight, so that no target sees broken connections. */
    private void letEnd() throws IOException {
        counting = false;
        ending = true;
        while (inFlight > 0) {
            step(System.nanoTime());
        }
    }

    private void step(long now) throws IOException {
        if (now - lastAnswer > STALL_NANOS) {
            throw new IOException("No answer for " + TimeUnit.NANOSECONDS.toSeconds(STALL_NANOS) + " s");
        }
        selector.select(LoadGenerator::act, TICK_MILLIS);
    }

    private static void act(SelectionKey key) {
        ((Connection) key.attachment()).act(key);
    }

    private void close() throws IOException {
        for (Connection connection : connections) {
            connection.hangUp();
        }
        selector.close();
    }

    /** A connection; without keep-alive, a series of connections. */
    private final class Connection {

        private final ByteBuffer out = ByteBuffer.allocateDirect(Requests.MOST_BYTES);
        private final ByteBuffer in = ByteBuffer.allocateDirect(ANSWER_BYTES);
        private @Nullable SocketChannel channel;
        private @Nullable SelectionKey key;
        private long begun;
        private boolean awaitsEnd;

        void begin(long at) {
            begun = at;
            inFlight++;
            out.clear();
            requests.write(out);
            out.flip();
            in.clear();
            try {
                if (channel == null) {
                    connect();
                } else {
                    write();
                }
            } catch (IOException broken) {
                fail();
            }
        }

        private void connect() throws IOException {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean connected = channel.connect(address);
            key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            if (connected) {
                write();
            }
        }

        private void write() throws IOException {
            channel.write(out);
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE | SelectionKey.OP_READ : SelectionKey.OP_READ);
        }

        void act(SelectionKey ready) {
            try {
                if (ready.isConnectable()) {
                    channel.finishConnect();
                    write();
                } else if (ready.isWritable()) {
                    write();
                }
                if (ready.isValid() && ready.isReadable()) {
                    read();
                }
            } catch (IOException broken) {
                fail();
            }
        }

        private void read() throws IOException {
            int count = channel.read(in);
            if (count < 0 && awaitsEnd) {
                hangUp();
                next();
            } else if (count < 0) {
                throw new IOException("The connection ended before the answer");
            } else if (!awaitsEnd) {
                int length = in.position();
                in.get(0, answer, 0, length);
                int status = AnswerReader.status(answer, length);
                if (status != AnswerReader.INCOMPLETE) {
                    answered(status);
                }
            }
        }

        private void answered(int status) {
            lastAnswer = System.nanoTime();
            if (status != 200) {
                failed++;
            } else if (counting) {
                answered++;
                times.recordValue(Math.min(LONGEST_MICROS, TimeUnit.NANOSECONDS.toMicros(lastAnswer - begun)));
            }
            if (plan.kept()) {
                next();
            } else {
                // The server closes first, so that no client port is left in TIME_WAIT.
                awaitsEnd = true;
                in.clear();
            }
        }

        private void next() {
            inFlight--;
            if (!ending) {
                idle.add(this);
            }
        }

        private void fail() {
            failed++;
            hangUp();
            next();
        }

        void hangUp() {
            awaitsEnd = false;
            if (channel != null) {
                try {
                    channel.close();
                } catch (IOException gone) {
                    // closed all the same
                }
                channel = null;
            }
        }
    }
}
