package io.jobevents.gateway.tools.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An endless sequence of HTTP requests, each with a callback with a new id, or with the same ids for
 * {@link Setting.Bodies#SAME}.
 *
 * <p>Everything but the digits of the id is prepared in advance, since the load generator shares the processors with
 * the target. For one thread.
 */
final class Requests {

    /** More than the largest request. */
    static final int MOST_BYTES = 16_384;

    /** Enough for each topic to get the bodies in a different order. */
    private static final int LEAST_REQUESTS = 850;

    private static final int DIGITS = 16;
    private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);
    private static final String GAP = "0".repeat(DIGITS);

    /** Random, so that two runs over one topic do not send the same callback. */
    private static final String RUN =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    /** The number of callbacks with a new id, over all sequences of this process. */
    private static long sent;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Request(byte[] bytes, int id) {}

    private final List<Request> requests;
    private final boolean fresh;
    private final double meanBodyBytes;
    private int next;

    private Requests(List<Request> requests, boolean fresh, double meanBodyBytes) {
        this.requests = List.copyOf(requests);
        this.fresh = fresh;
        this.meanBodyBytes = meanBodyBytes;
    }

    /** @param path with the query */
    static Requests of(Setting setting, String path) {
        List<String> bodies = setting.bodies() == Setting.Bodies.LARGE ? BenchCallbacks.large() : BenchCallbacks.mix();
        List<Request> requests = new ArrayList<>();
        long bytes = 0;
        // Whole passes over the partitions, each starting with another body.
        int partitions = setting.partitions();
        int passes = Math.ceilDiv(LEAST_REQUESTS, partitions);
        for (int number = 0; number < passes * partitions; number++) {
            BenchTopic route = BenchTopic.BY_PARTITION.get(number % partitions);
            String written = bodies.get((number + number / partitions) % bodies.size());
            String body = BenchCallbacks.with(written, "j" + RUN + GAP, route);
            bytes += body.length();
            requests.add(request(body, path, setting.kept()));
        }
        return new Requests(requests, setting.bodies() != Setting.Bodies.SAME, (double) bytes / requests.size());
    }

    private static Request request(String body, String path, boolean kept) {
        String text = "POST " + path + " HTTP/1.1\r\nHost: gateway.example\r\nUser-Agent: bench\r\nContent-Type: "
                + (body.startsWith("{") ? "application/json" : "application/xml") + "\r\nContent-Length: "
                + body.length() + "\r\n" + (kept ? "" : "Connection: close\r\n") + "\r\n" + body;
        return new Request(text.getBytes(ISO_8859_1), text.indexOf(RUN + GAP) + RUN.length());
    }

    double meanBodyBytes() {
        return meanBodyBytes;
    }

    /** Writes the next request to an empty buffer. */
    void write(ByteBuffer to) {
        Request request = requests.get(next);
        next = next + 1 == requests.size() ? 0 : next + 1;
        to.put(request.bytes());
        long number = fresh ? sent++ : 0;
        for (int digit = DIGITS - 1; digit >= 0; digit--) {
            to.put(request.id() + digit, HEX[(int) (number & 0xf)]);
            number >>>= 4;
        }
    }
}
