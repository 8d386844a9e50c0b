package io.jobevents.gateway.callback;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/** Strict JSON (RFC 8259), read by Jackson. */
final class JsonSource {

    /**
     * Without Jackson's own limits, since {@link Bounds} and the size of the body bound the same things, with the
     * gateway's reasons.
     */
    static final StreamReadConstraints UNCONSTRAINED = StreamReadConstraints.builder()
            .maxNestingDepth(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .build();

    private JsonSource() {}

    /** Without a table of names across documents: senders choose the names and could force hash collisions. */
    static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(UNCONSTRAINED)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
    }
}
