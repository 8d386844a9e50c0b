package io.jobevents.gateway.record;

import io.jobevents.gateway.record.EventRecord.Header;

/**
 * Where a callback came from: the name of its source, a header of every record, by which consumers tell sources apart. It is
 * no part of the value, so ids do not depend on it.
 */
public final class Origin {

    /** The source whose settings have no name of their own. */
    public static final String DEFAULT = "default";

    static final String NAME = "ce_origin";

    private Origin() {}

    /** Where a record came from, by its headers. */
    public static String of(EventRecord record) {
        for (Header header : record.headers()) {
            if (header.name().equals(NAME)) {
                return header.value();
            }
        }
        return DEFAULT;
    }

    static Header header(String source) {
        return new Header(NAME, source);
    }
}
