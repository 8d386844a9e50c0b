package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;

/** The bucket and region of a file; empty texts if not given. */
record FilePlace(String bucket, String region) {

    static final String BUCKET = "Bucket";
    static final String REGION = "Region";

    /** The place that a node names, with this place as the default. */
    FilePlace of(Node node) {
        return new FilePlace(
                node.firstText(BUCKET).orElse(bucket), node.firstText(REGION).orElse(region));
    }

    boolean isPossible() {
        return Outputs.isPlace(bucket) && Outputs.isPlace(region);
    }
}
