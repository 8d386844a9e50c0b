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

/** Makes and undoes the faults of a plan, each in a thread of its own, and knows the present faults. */
final class FaultRun implements AutoCloseable {

    /** The time after the last fault until the site has settled. */
    static final Duration SETTLE = Duration.ofSeconds(45);

    /** A fault that has ended. */
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

    /** Starts the plan. All faults end before the last calm period of the run. */
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
                // Ended early by close(); it is undone nevertheless.
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

    /** The present faults. After the start, it becomes calm only after a while. */
    synchronized Moment moment() {
        return new Moment(
                active, endNanos > 0 && active.isEmpty() && System.nanoTime() - lastChange > SETTLE.toNanos());
    }

    synchronized List<Done> done() {
        return List.copyOf(done);
    }

    /** Begins no more faults, and returns when the present ones are undone. */
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
