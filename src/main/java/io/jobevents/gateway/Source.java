package io.jobevents.gateway;

import io.jobevents.gateway.record.Origin;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A sender of callbacks: an account, a team or an environment, identified by its secret. All sources share the topics.
 *
 * @param name the value of {@code ce_origin}
 * @param acceptedBuckets empty for all
 * @param rejectedStatus the status of answers to rejected callbacks
 * @param maxRate callbacks per second at this gateway; more are refused
 */
public record Source(String name, Set<String> acceptedBuckets, int rejectedStatus, OptionalInt maxRate) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,32}");

    /** Whether the text has the form of a source's name. {@code default} and the reserved names have it, too. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    public Source {
        acceptedBuckets = Set.copyOf(acceptedBuckets);
    }

    /** Whether it is the source whose keys have no name. */
    public boolean isDefault() {
        return name.equals(Origin.DEFAULT);
    }
}
