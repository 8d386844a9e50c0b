package io.jobevents.gateway.spool;

import io.jobevents.gateway.LogFields;
import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.RecordPublisher;
import io.jobevents.gateway.RecordPublisher.Publication;
import io.jobevents.gateway.Spool;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.spool.SpoolFile.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * Drains the spool: publishes its records, oldest first, and deletes each once Kafka has acknowledged it. While Kafka
 * is unavailable it publishes a single record at a time, to detect when Kafka is back.
 *
 * <p>A record without a topic stays and does not hold up the others; a record that Kafka refuses for good is set aside.
 * Runs on a thread of its own.
 */
final class Drain implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Drain.class);
    /** Also the most records that are published twice if the process is killed between the acks and the deletion. */
    private static final int BATCH = 500;

    private static final long BATCH_BYTES = 8 << 20;
    private static final Duration PAUSE = Duration.ofMillis(200);
    /** The pause after a pass that left records. */
    private static final Duration LONG_PAUSE = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(20);
    /** {@link #finish} gives up after this time without progress. */
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(10);
    /** The number of pauses between two counts of the spool. */
    private static final int RECOUNT = 25;

    private final DiskSpool spool;
    private final RecordPublisher publisher;
    private final Thread thread =
            Thread.ofPlatform().name("spool-drain").daemon().unstarted(this::work);
    private volatile boolean stopping;

    Drain(DiskSpool spool, RecordPublisher publisher) {
        this.spool = spool;
        this.publisher = publisher;
    }

    void start() {
        thread.start();
    }

    /**
     * Waits until no record is left, the time limit is reached, the circuit opens, or there is no progress. Blocks.
     *
     * @return whether no record is left waiting
     */
    boolean finish(Duration limit) throws InterruptedException {
        long left = spool.level().records();
        if (left > 0) {
            LOG.infof("%d records are on the spool; draining them for %s at most", left, limit);
        }
        long now = System.nanoTime();
        long end = now + limit.toNanos();
        long idleEnd = now + IDLE_LIMIT.toNanos();
        while (left > 0 && now < end && now < idleEnd && !publisher.isAway()) {
            Thread.sleep(POLL); // the drain's own thread does the work
            now = System.nanoTime();
            long before = left;
            left = spool.level().records();
            idleEnd = left < before ? now + IDLE_LIMIT.toNanos() : idleEnd;
        }
        if (left > 0) {
            LOG.warnf("%d records stay on the spool", left);
        }
        return left == 0;
    }

    private void work() {
        int pauses = 0;
        while (!stopping) {
            try {
                boolean done = spool.level().records() == 0 || pass();
                if (spool.hasSlack() && spool.level().records() == 0) {
                    spool.shrink();
                }
                Thread.sleep(done ? PAUSE : LONG_PAUSE); // close interrupts it
                if (++pauses % RECOUNT == 0) {
                    spool.recount();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The thread must not end, since the next pass may succeed.
                LOG.error("A pass over the spool failed by a fault of the gateway", e);
            }
        }
    }

    /** Publishes the whole spool once, from the oldest row on, and returns whether every row was drained. */
    private boolean pass() {
        long seen = 0;
        long drained = 0;
        List<Row> rows = read(0);
        while (!rows.isEmpty() && !stopping) {
            List<Long> published = new ArrayList<>();
            boolean stuck = publish(rows, published);
            seen += rows.size();
            drained += published.size();
            rows = stuck ? List.of() : read(rows.getLast().number());
        }
        if (drained > 0) {
            long records = drained;
            LogFields.of("records", String.valueOf(records))
                    .around(() -> LOG.infof("Drained %d records from the spool", records));
            spool.shrink();
        }
        return drained == seen;
    }

    private List<Row> read(long after) {
        try {
            return spool.read(after, publisher.isAway() ? 1 : BATCH, BATCH_BYTES)
                    .join();
        } catch (CompletionException e) {
            return List.of(); // the spool has logged it
        }
    }

    /** Publishes rows, deletes the acknowledged ones, and returns whether Kafka left one unacknowledged. */
    private boolean publish(List<Row> rows, List<Long> published) {
        List<EventRecord> records = rows.stream().map(Row::record).toList();
        List<Publication> publications = publisher
                .republish(records, RecordPublisher.DELIVERY_LIMIT)
                .toCompletableFuture()
                .join();
        boolean stuck = false;
        List<Spool.Entry> refused = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            switch (publications.get(i)) {
                case Publication.Acknowledged() -> published.add(rows.get(i).number());
                case Publication.Unacknowledged(Cause cause, var late) -> {
                    if (cause.isForGood()) {
                        spool.setAside(rows.get(i), cause);
                        refused.add(new Spool.Entry(rows.get(i).record(), Optional.of(cause), Optional.empty()));
                    }
                    stuck |= cause == Cause.UNACKNOWLEDGED;
                }
            }
        }
        spool.delete(published);
        if (!refused.isEmpty()) {
            log(refused);
        }
        return stuck;
    }

    /** Logs one line for the refused records of a batch, with the first of them. */
    private static void log(List<Spool.Entry> refused) {
        EventRecord first = refused.getFirst().record();
        String reason = refused.getFirst().refusal().map(Cause::code).orElseThrow();
        LogFields.of("reason", reason)
                .and("id", first.id())
                .and("topic", first.route().topic())
                .and("records", String.valueOf(refused.size()))
                .around(() -> LOG.warnf(
                        "Kafka refuses %d records of the spool for good; they are kept aside: reason=%s id=%s topic=%s",
                        refused.size(), reason, first.id(), first.route().topic()));
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
    }
}
