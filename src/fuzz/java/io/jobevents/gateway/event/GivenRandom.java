package io.jobevents.gateway.event;

import java.util.Arrays;
import java.util.Random;

/**
 * A {@link java.util.Random} that reads its decisions from the fuzzer's input: one byte each, or more if needed, so a changed input
 * changes some decisions. After the end of the input it returns pseudorandom numbers with the input as seed.
 */
public final class GivenRandom extends Random {

    private static final long serialVersionUID = 1;

    private final byte[] input;
    private int at;

    public GivenRandom(byte[] input) {
        super(Arrays.hashCode(input));
        this.input = input.clone();
    }

    @Override
    public int nextInt(int bound) {
        int bytes = bound <= 1 << 8 ? 1 : bound <= 1 << 16 ? 2 : Integer.BYTES;
        return hasMore(bytes) ? Integer.remainderUnsigned(take(bytes), bound) : super.nextInt(bound);
    }

    @Override
    public boolean nextBoolean() {
        return hasMore(1) ? (take(1) & 1) == 1 : super.nextBoolean();
    }

    private boolean hasMore(int bytes) {
        return input != null && at + bytes <= input.length;
    }

    private int take(int bytes) {
        int taken = 0;
        for (int i = 0; i < bytes; i++) {
            taken = taken << 8 | input[at++] & 0xFF;
        }
        return taken;
    }
}
