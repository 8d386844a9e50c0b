package io.jobevents.gateway.http;

import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What one event loop does in a row, after it has read from all its sockets: bodies are decoded, answers written.
 *
 * <p>Bodies that arrive together are decoded one after the other, so that the code of decoding is in the processor's caches from the
 * second on. Kafka acknowledges many records at once: the first of their answers wakes the loop, and those that come until it runs go
 * with it. For any thread.
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

        /** That of the event loop of a request. */
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
    private final AtomicBoolean woken = new AtomicBoolean();

    private LoopQueue(ContextInternal loop, Faults faults) {
        this.loop = loop;
        this.faults = faults;
    }

    /** Has the loop run a step of a request soon, in the context of that request, in which Quarkus keeps the fields of log lines. */
    void add(ContextInternal request, Runnable step) {
        waiting.add(new Step(request, step));
        if (!woken.get() && woken.compareAndSet(false, true)) {
            loop.runOnContext(run -> runAll());
        }
    }

    private void runAll() {
        woken.set(false); // before it looks: what is added from now on wakes the loop again
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
