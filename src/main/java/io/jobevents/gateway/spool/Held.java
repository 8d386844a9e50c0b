package io.jobevents.gateway.spool;

import io.jobevents.gateway.Spool.Entry;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Route.Kind;

/**
 * The share of a row in the limits of the spool.
 *
 * @param size in bytes
 * @param quarantine whether it is a rejected body
 * @param aside whether Kafka refuses it for good
 */
record Held(long size, boolean quarantine, boolean aside) {

    /** The bytes of a row beside its texts and its value. */
    private static final int ROW_OVERHEAD = 64;

    static Held of(Entry entry) {
        return new Held(
                size(entry.record()),
                entry.record().route().kind() == Kind.QUARANTINE,
                entry.refusal().isPresent());
    }

    /** The bytes that count for a record. */
    static long size(EventRecord record) {
        long size = ROW_OVERHEAD
                + record.value().length
                + record.id().length()
                + 2L * record.key().length();
        for (EventRecord.Header header : record.headers()) {
            size += header.name().length() + header.value().length() + 6;
        }
        return size;
    }
}
