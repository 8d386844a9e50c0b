package io.jobevents.gateway.kafka;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A scheduler without a thread. Tasks run on the test's thread when it advances the time. */
public final class HandDrivenScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private final List<Task> tasks = new ArrayList<>();
    private long now;
    private boolean shutdown;

    /** A task and the time that it is due, in milliseconds of this scheduler. */
    private final class Task extends CompletableFuture<Object> implements ScheduledFuture<Object> {
        private final Runnable command;
        private final long due;

        Task(Runnable command, long due) {
            this.command = command;
            this.due = due;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - now, TimeUnit.MILLISECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
        }
    }

    /** Advances the time, and runs all tasks that become due, including new ones, in order. */
    public void pass(long millis) {
        long end = now + millis;
        for (Task next = next(end); next != null; next = next(end)) {
            now = Math.max(now, next.due);
            tasks.remove(next);
            next.command.run();
        }
        now = end;
    }

    private Task next(long end) {
        tasks.removeIf(CompletableFuture::isCancelled);
        return tasks.stream()
                .filter(task -> task.due <= end)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The delays of the scheduled tasks in milliseconds, in ascending order. */
    public List<Long> delays() {
        tasks.removeIf(CompletableFuture::isCancelled);
        return tasks.stream()
                .map(task -> task.getDelay(TimeUnit.MILLISECONDS))
                .sorted()
                .toList();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Task task = new Task(command, now + unit.toMillis(delay));
        tasks.add(task);
        return task;
    }

    @Override
    public void execute(Runnable command) {
        schedule(command, 0, TimeUnit.MILLISECONDS);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initial, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initial, long delay, TimeUnit unit) {
        Task repeated = new Task(() -> {}, Long.MAX_VALUE);
        repeat(repeated, command, unit.toMillis(initial), unit.toMillis(delay));
        return repeated;
    }

    private void repeat(Task repeated, Runnable command, long initial, long delay) {
        schedule(
                () -> {
                    if (!repeated.isCancelled()) {
                        command.run();
                        repeat(repeated, command, delay, delay);
                    }
                },
                initial,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> left = tasks.stream().map(task -> task.command).toList();
        tasks.clear();
        return left;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
    }
}
