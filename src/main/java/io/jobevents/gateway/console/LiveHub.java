package io.jobevents.gateway.console;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.RecordTopics;
import io.jobevents.gateway.RecordTopics.Follower;
import io.jobevents.gateway.RecordTopics.Following;
import io.jobevents.gateway.TopicSettings;
import io.jobevents.gateway.console.LiveViewer.Sink;
import io.jobevents.gateway.console.LiveViewer.State;
import io.jobevents.gateway.record.TagCatalogue;
import io.jobevents.gateway.record.TopicRecord;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The viewers of the live view, who share one {@link Following} of the topics. It begins with the first viewer, and
 * ends {@link #LINGER} after the last one has left. A slow viewer delays neither it nor other viewers. Thread-safe.
 */
@Singleton
final class LiveHub {

    static final int MOST_VIEWERS = 20;

    private static final Logger LOG = Logger.getLogger(LiveHub.class);
    private static final Duration FLUSH = Duration.ofMillis(250);
    /** Long enough for a viewer who reloads the page to keep the following. */
    private static final Duration LINGER = Duration.ofSeconds(3);

    private static final State NOT_YET = new State(false, Optional.of("Kafka has not answered yet"));

    private final RecordTopics topics;
    private final Candidate.Topics known;
    private final ScheduledExecutorService thread;
    private final List<LiveViewer> viewers = new CopyOnWriteArrayList<>();
    /** Empty without viewers. Guarded by this, like the fields below. */
    private Optional<Watch> watch = Optional.empty();

    private State state = NOT_YET;
    private @Nullable Future<?> flushing;
    private @Nullable Future<?> ending;

    @Inject
    LiveHub(RecordTopics topics, GatewayConfig config, TagCatalogue catalogue, Activity activity) {
        this(topics, new Candidate.Topics(TopicSettings.quarantine(config), catalogue), thread());
        activity.viewers(this::viewers);
    }

    LiveHub(RecordTopics topics, Candidate.Topics known, ScheduledExecutorService thread) {
        this.topics = topics;
        this.known = known;
        this.thread = thread;
    }

    private static ScheduledExecutorService thread() {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("console-live").factory());
        thread.setKeepAliveTime(2 * LINGER.toMillis(), TimeUnit.MILLISECONDS);
        thread.allowCoreThreadTimeOut(true); // no thread without viewers
        thread.setRemoveOnCancelPolicy(true);
        return thread;
    }

    /**
     * Adds a viewer, unless there are {@link #MOST_VIEWERS}.
     *
     * @param begin begins the viewer's stream; if it or the following throws, no viewer is added
     */
    synchronized Optional<LiveViewer> join(RecordFilter filter, Supplier<Sink> begin) {
        if (viewers.size() >= MOST_VIEWERS) {
            return Optional.empty();
        }
        if (watch.isEmpty()) {
            watch();
        }
        cancel(ending);
        try {
            LiveViewer viewer = new LiveViewer(filter, begin.get(), state);
            viewers.add(viewer);
            return Optional.of(viewer);
        } finally {
            endSoonWithoutViewers();
        }
    }

    private void watch() {
        Watch begun = new Watch();
        begun.following = topics.follow(begun);
        watch = Optional.of(begun);
        flushing =
                thread.scheduleWithFixedDelay(this::flush, FLUSH.toMillis(), FLUSH.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Removes a viewer; has no effect on later calls. Does not block. */
    synchronized void leave(LiveViewer viewer) {
        if (viewers.remove(viewer)) {
            endSoonWithoutViewers();
        }
    }

    private void endSoonWithoutViewers() {
        if (viewers.isEmpty() && !thread.isShutdown()) {
            cancel(ending);
            ending = thread.schedule(this::endWithoutViewers, LINGER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    int viewers() {
        return viewers.size();
    }

    private synchronized void endWithoutViewers() {
        if (viewers.isEmpty()) {
            end();
        }
    }

    @PreDestroy
    synchronized void close() {
        end();
        thread.shutdownNow();
    }

    private void end() {
        watch.ifPresent(Watch::close);
        watch = Optional.empty();
        state = NOT_YET;
        cancel(flushing);
    }

    private static void cancel(@Nullable Future<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }

    private void flush() {
        for (LiveViewer viewer : viewers) {
            try {
                viewer.flush();
            } catch (RuntimeException bug) {
                LOG.error("Records could not be sent to a viewer by a fault of the gateway", bug);
            }
        }
    }

    private synchronized void changed(Watch from, State now) {
        if (watch.filter(from::equals).isPresent() && !now.equals(state)) {
            state = now;
            viewers.forEach(viewer -> viewer.changed(now));
        }
    }

    /** One following of the topics; calls after its end have no effect. */
    private final class Watch implements Follower {

        private @Nullable Following following;
        private volatile boolean closed;

        @Override
        public void records(List<TopicRecord> records) {
            for (TopicRecord record : records) {
                if (closed) {
                    return;
                }
                Candidate candidate = new Candidate(record, known);
                for (LiveViewer viewer : viewers) {
                    viewer.offer(candidate);
                }
            }
        }

        @Override
        public void skipped(long records) {
            if (!closed) {
                viewers.forEach(viewer -> viewer.skipped(records));
            }
        }

        @Override
        public void following(Optional<String> refused) {
            changed(this, new State(true, refused));
        }

        @Override
        public void away(String why) {
            changed(this, new State(false, Optional.of(why)));
        }

        private void close() {
            closed = true;
            if (following != null) {
                following.close();
            }
        }
    }
}
