package io.jobevents.gateway.record;

import io.jobevents.gateway.record.EventRecord.Header;

/**
 * Where a callback came from: the name of its source, a header of every record, by which consumers tell sources apart. It is
 * no part of the value, so ids do not depend on it.
 */
public final class Origin {

    /** The source whose settings have no name of their own. So far there is no other. */
    public static final String DEFAULT = "default";

    static final String NAME = "ce_origin";

    private Origin() {}

    static Header header(String source) {
        return new Header(NAME, source);
    }
}
