package io.jobevents.gateway.callback;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/** Strict JSON (RFC 8259), read by Jackson. */
final class JsonSource {

    /**
     * Jackson's own limits are lifted, since {@link Bounds} and the size of the body bound the same things and give a
     * reason of ours.
     */
    static final StreamReadConstraints UNCONSTRAINED = StreamReadConstraints.builder()
            .maxNestingDepth(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .build();

    private JsonSource() {}

    /** Names are not kept in a table over documents: the sender invents them, and could make them collide there. */
    static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(UNCONSTRAINED)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
    }
}
