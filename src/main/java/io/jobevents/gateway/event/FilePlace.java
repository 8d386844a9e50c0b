package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;

/** Where a file lies; empty texts where nobody says. */
record FilePlace(String bucket, String region) {

    static final String BUCKET = "Bucket";
    static final String REGION = "Region";

    /** Where the files of a node lie. */
    FilePlace of(Node node) {
        return new FilePlace(
                node.firstText(BUCKET).orElse(bucket), node.firstText(REGION).orElse(region));
    }

    boolean isPossible() {
        return Outputs.isPlace(bucket) && Outputs.isPlace(region);
    }
}
