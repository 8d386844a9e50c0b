package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.Decoded;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Large bodies of a few bytes of input: pieces that are repeated, with a number in each repetition where a piece asks for one. What
 * time and memory a body takes stays in proportion to its size, so that nothing grows with its square.
 *
 * <p>Time is that of the processor, so other work of the machine does not count.
 */
public final class LargeFuzz {

    private static final int MAX_BODY = 1 << 19;
    /** Stands for the number of the repetition. */
    private static final byte NUMBER = '#';
    /** A body of this size takes some 30 ms; with its square it would take minutes. */
    private static final long MOST_NANOSECONDS = 3_000_000_000L;
    /** Trees take some 50 bytes for a byte of the body, events and their encoding some more. */
    private static final long MOST_ALLOCATED = 1000L * MAX_BODY;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private LargeFuzz() {}

    /** Loads classes first, which takes time and memory of its own. */
    public static void fuzzerInitialize() {
        for (Path callback : GoldenPairs.callbacks()) {
            taken(GoldenPairs.read(callback));
        }
    }

    public static void fuzzerTestOneInput(byte[] pieces) {
        byte[] body = body(pieces);
        long time = THREADS.getCurrentThreadCpuTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long values = taken(body);
        allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        time = THREADS.getCurrentThreadCpuTime() - time;
        RecordRules.require(values <= 2 * GoldenPairs.MAX_VALUE, "the most that all events take");
        RecordRules.require(time < MOST_NANOSECONDS, "time of the processor: " + time + " ns");
        RecordRules.require(allocated < MOST_ALLOCATED, "memory: " + allocated + " bytes");
    }

    /** How many bytes the events of a body take. */
    private static long taken(byte[] body) {
        long values = 0;
        if (GoldenPairs.DECODER.decode(body, Optional.empty()) instanceof Decoded.Document(Callback callback)) {
            for (EncodedEvent event : GoldenPairs.EVENTS.encode(callback).events()) {
                values += event.value().length;
            }
        }
        return values;
    }

    /** A byte says how often a piece is repeated, the next how long it is; then it follows. */
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
