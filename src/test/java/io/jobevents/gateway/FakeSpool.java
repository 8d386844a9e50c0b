package io.jobevents.gateway;

import io.jobevents.gateway.record.EventRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A fake spool in memory: keeps every record until {@link #refuses} is called. */
final class FakeSpool implements Spool {

    private final List<List<Entry>> offered = new ArrayList<>();
    private boolean refuses;

    void refuses() {
        refuses = true;
    }

    /** The records of each call, kept or refused. */
    List<List<EventRecord>> offered() {
        return offered.stream()
                .map(entries -> entries.stream().map(Entry::record).toList())
                .toList();
    }

    /** The entries of all calls. */
    List<Entry> entries() {
        return offered.stream().flatMap(List::stream).toList();
    }

    @Override
    public CompletionStage<Kept> keep(List<Entry> entries) {
        offered.add(List.copyOf(entries));
        return CompletableFuture.completedStage(refuses ? new Kept.NoRoom() : new Kept.OnDisk());
    }

    @Override
    public Level level() {
        return new Level(entries().size(), 0, 0, 1, Optional.empty(), !refuses, 0);
    }
}
