package io.jobevents.gateway.tools.endurance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Makes the faults of a plan, each in a thread of its own, undoes each, and knows what is broken now. */
final class FaultRun implements AutoCloseable {

    /** So long after the last fault all has settled. */
    static final Duration SETTLE = Duration.ofSeconds(45);

    /** What became of one. */
    record Done(Incident incident, Instant began, Instant ended, Optional<String> failure) {}

    private final Faults faults;
    private final Iterator<Incident> plan;
    private volatile long endNanos;
    private final Consumer<String> say;
    private final Set<FaultKind> active = EnumSet.noneOf(FaultKind.class);
    private final List<Done> done = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Thread scheduler = Thread.ofPlatform().name("faults").daemon().unstarted(this::makeAll);
    private long lastChange = System.nanoTime();

    FaultRun(Faults faults, Iterator<Incident> plan, Consumer<String> say) {
        this.faults = faults;
        this.plan = plan;
        this.say = say;
    }

    /** Begins none that could last beyond the length less a calm stretch. */
    void start(Duration length) {
        change(() -> endNanos = System.nanoTime() + length.toNanos());
        scheduler.start();
    }

    private void makeAll() {
        try {
            while (true) {
                Incident incident = plan.next();
                if (!incident.together()) {
                    joinAll();
                }
                Thread.sleep(incident.gap());
                Duration lasts = incident.length().plus(FaultPlan.CALM).plus(Duration.ofSeconds(45));
                if (System.nanoTime() + lasts.toNanos() > endNanos) {
                    return;
                }
                threads.add(Thread.ofPlatform()
                        .name(incident.kind().name())
                        .daemon()
                        .start(() -> make(incident)));
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void joinAll() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    private void make(Incident incident) {
        Instant began = Instant.now();
        change(() -> active.add(incident.kind()));
        say.accept("begins: " + incident.words());
        Optional<String> failure = Optional.empty();
        try {
            Faults.Undo undo = faults.begin(incident);
            try {
                if (undo != Faults.Undo.NOTHING) {
                    Thread.sleep(incident.length());
                }
            } catch (InterruptedException end) {
                // Its end has come early; it is undone all the same.
            }
            undo.run();
        } catch (Exception e) {
            failure = Optional.of(e.toString());
        }
        Done ended = new Done(incident, began, Instant.now(), failure);
        change(() -> {
            active.remove(incident.kind());
            done.add(ended);
        });
        say.accept("is over: " + incident.kind().words()
                + failure.map(why -> "; IT COULD NOT BE MADE OR UNDONE: " + why).orElse(""));
    }

    private synchronized void change(Runnable change) {
        change.run();
        lastChange = System.nanoTime();
    }

    /** What is broken now; calm comes some time after the start. */
    synchronized Moment moment() {
        return new Moment(
                active, endNanos > 0 && active.isEmpty() && System.nanoTime() - lastChange > SETTLE.toNanos());
    }

    synchronized List<Done> done() {
        return List.copyOf(done);
    }

    /** Begins no more, ends those that are on, and returns when they are undone. */
    @Override
    public void close() throws InterruptedException {
        scheduler.interrupt();
        if (scheduler.isAlive()) {
            scheduler.join();
        }
        threads.forEach(Thread::interrupt);
        joinAll();
    }
}
