package io.jobevents.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The answers of one event loop that other threads have decided. Kafka acknowledges many records at once: the first of their
 * answers wakes the loop, and those that come until it runs go with it. For any thread.
 */
final class AnswerQueue {

    /** The queues of all event loops. */
    @Singleton
    static final class All {

        private final Map<ContextInternal, AnswerQueue> queues = new ConcurrentHashMap<>();
        private final Faults faults;

        All(Faults faults) {
            this.faults = faults;
        }

        /** That of the event loop that calls. */
        AnswerQueue current(Vertx vertx) {
            ContextInternal loop = ((ContextInternal) vertx.getOrCreateContext()).unwrap();
            AnswerQueue queue = queues.get(loop);
            return queue == null ? queues.computeIfAbsent(loop, of -> new AnswerQueue(of, faults)) : queue;
        }
    }

    private final ContextInternal loop;
    private final Faults faults;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    private AnswerQueue(ContextInternal loop, Faults faults) {
        this.loop = loop;
        this.faults = faults;
    }

    /** Has the loop write an answer. */
    void add(Runnable answer) {
        waiting.add(answer);
        if (!woken.get() && woken.compareAndSet(false, true)) {
            loop.runOnContext(run -> writeAll());
        }
    }

    private void writeAll() {
        woken.set(false); // before it looks: what is added from now on wakes the loop again
        for (Runnable answer = waiting.poll(); answer != null; answer = waiting.poll()) {
            try {
                answer.run();
            } catch (RuntimeException fault) {
                faults.log("Writing an answer failed", fault);
            }
        }
    }
}
