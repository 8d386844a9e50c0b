package io.jobevents.gateway;

import io.jobevents.gateway.event.EventRecord;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/** A spool in memory: keeps everything, until it is told to refuse. */
final class FakeSpool implements Spool {

    private final List<List<EventRecord>> offered = new ArrayList<>();
    private boolean refuses;

    void refuses() {
        refuses = true;
    }

    /** The records of each call, kept or not. */
    List<List<EventRecord>> offered() {
        return offered;
    }

    @Override
    public Uni<Boolean> keep(List<EventRecord> records) {
        offered.add(List.copyOf(records));
        return Uni.createFrom().item(!refuses);
    }
}
