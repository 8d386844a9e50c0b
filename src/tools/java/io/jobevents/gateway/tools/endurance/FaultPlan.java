package io.jobevents.gateway.tools.endurance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * The faults of a run, in an order that depends on a seed alone: a longer run begins with the same faults.
 *
 * <p>Kinds are shuffled, so that each occurs once before any occurs again. A round of some faults, of which at most two
 * overlap, is followed by a calm period. The plan has no end.
 */
final class FaultPlan implements Iterator<Incident> {

    /** The calm period after each round: first to settle, then to measure. */
    static final Duration CALM = Duration.ofSeconds(120);

    private static final int LEAST_OF_ROUND = 4;
    private static final int MORE_OF_ROUND = 3;
    private static final double TOGETHER = 0.45;
    private static final double LONG = 0.1;

    private final Random random;
    private final List<FaultKind> deck = new ArrayList<>();
    private int leftOfRound;
    private Incident last;

    FaultPlan(long seed) {
        this.random = new Random(seed);
        this.last = new Incident(FaultKind.REPLAY, true, Duration.ZERO, Duration.ZERO, 0, 0);
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Incident next() {
        boolean first = leftOfRound == 0;
        if (first) {
            leftOfRound = LEAST_OF_ROUND + random.nextInt(MORE_OF_ROUND);
        }
        leftOfRound--;
        boolean together = random.nextDouble() < TOGETHER && !first && !last.together();
        FaultKind kind = deal();
        together &= kind.goesWith(last.kind());
        Duration gap = first
                ? CALM
                : together ? seconds(0, (int) Math.max(1, last.length().toSeconds() / 2)) : seconds(8, 15);
        Duration length = random.nextDouble() < LONG ? seconds(60, 60) : seconds(8, 20);
        last = new Incident(kind, together, gap, length, random.nextInt(6), random.nextInt(101));
        return last;
    }

    private FaultKind deal() {
        if (deck.isEmpty()) {
            Collections.addAll(deck, FaultKind.values());
            Collections.shuffle(deck, random);
        }
        return deck.removeLast();
    }

    private Duration seconds(int least, int more) {
        return Duration.ofSeconds(least + random.nextInt(more));
    }
}
