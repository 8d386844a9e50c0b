package io.jobevents.gateway.http;

import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A queue of steps, such as decoding a body or writing an answer, that one event loop runs in a row after it has read
 * from its sockets.
 *
 * <p>Bodies that arrive together are decoded in a row, so that the code for decoding is in the CPU's caches from the
 * second body on. Kafka acknowledges many records at once: the first answer schedules a run of the queue, and the
 * answers that are added before it starts are written in the same run. Thread-safe.
 */
final class LoopQueue {

    /** The queues of all event loops. */
    @Singleton
    static final class All {

        private final Map<ContextInternal, LoopQueue> queues = new ConcurrentHashMap<>();
        private final Faults faults;

        All(Faults faults) {
            this.faults = faults;
        }

        /** The queue of the event loop of a request. */
        LoopQueue of(ContextInternal request) {
            ContextInternal loop = request.unwrap();
            LoopQueue queue = queues.get(loop);
            return queue == null ? queues.computeIfAbsent(loop, of -> new LoopQueue(of, faults)) : queue;
        }
    }

    private record Step(ContextInternal request, Runnable task) {}

    private final ContextInternal loop;
    private final Faults faults;
    private final Queue<Step> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    private LoopQueue(ContextInternal loop, Faults faults) {
        this.loop = loop;
        this.faults = faults;
    }

    /**
     * Adds a step of a request. It runs in the context of that request, in which Quarkus keeps the fields of log lines.
     */
    void add(ContextInternal request, Runnable step) {
        waiting.add(new Step(request, step));
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            loop.runOnContext(run -> runAll());
        }
    }

    private void runAll() {
        scheduled.set(false); // before the first poll: a step that is added from now on schedules another run
        for (Step step = waiting.poll(); step != null; step = waiting.poll()) {
            step.request.dispatch(step, this::run);
        }
    }

    private void run(Step step) {
        try {
            step.task.run();
        } catch (RuntimeException | Error fault) {
            faults.log("A step of a delivery failed", fault);
        }
    }
}
