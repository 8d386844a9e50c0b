package io.jobevents.gateway.spool;

import io.jobevents.gateway.RecordPublisher;
import io.jobevents.gateway.Spool;
import io.jobevents.gateway.Spool.Kept;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.spool.SpoolFile.Row;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Figures of the spool alone, on this machine's disk: how many records a second it keeps for a number of callers, how fast
 * it opens with records in it, how fast they are read and let go of when Kafka acknowledges at once, and the heap meanwhile.
 *
 * <p>{@code bin/spool-bench [folder]}; says what it is doing, and cleans up.
 */
final class SpoolBench {

    private static final long READ_BYTES = 8 << 20;
    private static final int VALUE_BYTES = 2000;
    private static final long MAX_SIZE = 4L << 30;

    private SpoolBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path parent = Path.of(arguments.length > 0 ? arguments[0] : "target");
        Path folder = Files.createTempDirectory(Files.createDirectories(parent), "spool-bench");
        FileStore disk = Files.getFileStore(folder);
        say("Records of %d bytes, in %s (%s), JDK %s", VALUE_BYTES, folder, disk.type(), Runtime.version());
        try {
            say("Opened in %d ms with nothing in it", open(folder));
            for (int callers : new int[] {64, 1, 8, 64}) {
                say("Kept by %d callers: %,d records/s", callers, keepRate(folder, callers));
            }
            for (int records : new int[] {100_000, 500_000}) {
                fill(folder, records);
                say("Opened in %d ms with %,d records in it", open(folder), records);
                drain(folder, records);
            }
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static long open(Path folder) {
        long begun = System.nanoTime();
        try (DiskSpool spool = spool(folder)) {
            spool.open();
            return millis(begun);
        }
    }

    private static long keepRate(Path folder, int callers) throws InterruptedException {
        Duration time = Duration.ofSeconds(5);
        AtomicLong kept = new AtomicLong();
        try (DiskSpool spool = spool(folder)) {
            spool.open();
            long end = System.nanoTime() + time.toNanos();
            try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
                for (int i = 0; i < callers; i++) {
                    threads.execute(() -> {
                        while (System.nanoTime() < end) {
                            keep(spool, 1);
                            kept.incrementAndGet();
                        }
                    });
                }
            }
            empty(spool);
        }
        return kept.get() / time.toSeconds();
    }

    private static void empty(DiskSpool spool) {
        List<Row> rows = spool.read(0, 1000, READ_BYTES).join();
        while (!rows.isEmpty()) {
            spool.delete(rows.stream().map(Row::number).toList());
            rows = spool.read(0, 1000, READ_BYTES).join();
        }
    }

    private static void fill(Path folder, int records) {
        try (DiskSpool spool = spool(folder)) {
            spool.open();
            for (int i = 0; i < records; i += 1000) {
                keep(spool, 1000);
            }
        }
    }

    private static void drain(Path folder, int records) throws InterruptedException {
        try (DiskSpool spool = spool(folder);
                Drain drain = new Drain(spool, new Acknowledging())) {
            spool.open();
            System.gc();
            long heap =
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            say("Heap in use with %,d records in it: %d MB", records, heap >> 20);
            long begun = System.nanoTime();
            drain.start();
            drain.finish(Duration.ofMinutes(5));
            say("Drained %,d records/s", records * 1000L / Math.max(1, millis(begun)));
        }
    }

    private static void keep(DiskSpool spool, int records) {
        List<Spool.Entry> entries = new ArrayList<>(records);
        for (int i = 0; i < records; i++) {
            EventRecord record = Records.record("j-" + i, "jobs.success.dna", new byte[VALUE_BYTES]);
            entries.add(new Spool.Entry(record, Optional.empty(), Optional.empty()));
        }
        if (spool.keep(entries).toCompletableFuture().join() instanceof Kept.NoRoom) {
            throw new IllegalStateException("The spool is full, or its disk fails");
        }
    }

    private static DiskSpool spool(Path folder) {
        return new DiskSpool(folder, MAX_SIZE, Clock.systemUTC());
    }

    private static long millis(long begun) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    private static void say(String sentence, Object... values) {
        System.err.printf(sentence + "%n", values);
    }

    /** A Kafka that acknowledges at once. */
    private static final class Acknowledging implements RecordPublisher {

        @Override
        public void publish(List<EventRecord> records, Consumer<List<Publication>> published) {
            published.accept(acknowledged(records));
        }

        @Override
        public CompletionStage<List<Publication>> republish(List<EventRecord> records, Duration timeout) {
            return CompletableFuture.completedStage(acknowledged(records));
        }

        private static List<Publication> acknowledged(List<EventRecord> records) {
            return Collections.nCopies(records.size(), new Publication.Acknowledged());
        }

        @Override
        public boolean isAway() {
            return false;
        }
    }
}
