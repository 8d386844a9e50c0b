package io.jobevents.gateway.record;

import io.jobevents.gateway.record.EventRecord.Header;

/**
 * The origin of a callback: the name of its source, in a header of every record, so that consumers can distinguish
 * sources. It is not in the value, so ids do not depend on it.
 */
public final class Origin {

    /** The source whose configuration keys have no name. */
    public static final String DEFAULT = "default";

    static final String NAME = "ce_origin";

    private Origin() {}

    /** The source of a record, by its headers. */
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
