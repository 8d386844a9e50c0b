package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.Decoded;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Fuzz target of large bodies from a short input: pieces that are repeated, with the number of the repetition in place of each
 * {@code #}. Time and memory must be in proportion to the size of the body, not to its square.
 *
 * <p>Time is CPU time, so other work of the machine does not count.
 */
public final class LargeFuzz {

    private static final int MAX_BODY = 1 << 19;
    /** Placeholder of the number of the repetition. */
    private static final byte NUMBER = '#';
    /** Limit of CPU time. A body of this size takes about 30 ms; with quadratic time it would take minutes. */
    private static final long MOST_NANOSECONDS = 3_000_000_000L;
    /** Limit of allocated bytes. Trees take about 50 bytes for a byte of the body, events and their encoding some more. */
    private static final long MOST_ALLOCATED = 1000L * MAX_BODY;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private LargeFuzz() {}

    /** Loads classes, so that their time and memory do not count. */
    public static void fuzzerInitialize() {
        for (Path callback : GoldenPairs.callbacks()) {
            eventBytes(GoldenPairs.read(callback));
        }
    }

    public static void fuzzerTestOneInput(byte[] pieces) {
        byte[] body = body(pieces);
        long time = THREADS.getCurrentThreadCpuTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long values = eventBytes(body);
        allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        time = THREADS.getCurrentThreadCpuTime() - time;
        RecordRules.require(values <= 2 * GoldenPairs.MAX_VALUE, "size of all events together: " + values + " bytes");
        RecordRules.require(time < MOST_NANOSECONDS, "CPU time: " + time + " ns");
        RecordRules.require(allocated < MOST_ALLOCATED, "memory: " + allocated + " bytes");
    }

    /** The size of the events of a body in bytes. */
    private static long eventBytes(byte[] body) {
        long values = 0;
        if (GoldenPairs.DECODER.decode(body, Optional.empty()) instanceof Decoded.Document(Callback callback)) {
            for (EncodedEvent event : GoldenPairs.EVENTS.encode(callback).events()) {
                values += event.value().length;
            }
        }
        return values;
    }

    /** Builds the body. Each piece has a byte with the number of its repetitions, a byte with its length, and its bytes. */
    static byte[] body(byte[] pieces) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = 0;
        while (at + 2 < pieces.length) {
            int times = 1 << (pieces[at] & 0x0F) | pieces[at] >> 4 & 0x0F;
            int end = Math.min(at + 2 + (pieces[at + 1] & 0x7F), pieces.length);
            for (int i = 0; i < times && body.size() < MAX_BODY; i++) {
                for (int j = at + 2; j < end; j++) {
                    if (pieces[j] == NUMBER) {
                        body.writeBytes(Integer.toString(i, 36).getBytes(StandardCharsets.US_ASCII));
                    } else {
                        body.write(pieces[j]);
                    }
                }
            }
            at = end;
        }
        return body.toByteArray();
    }
}
