package io.jobevents.gateway;

import io.jobevents.gateway.record.Origin;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who posts: an account, a team or an environment, told by the secret that it shows. All sources share the topics.
 *
 * @param name what consumers read as {@code ce_origin}
 * @param acceptedBuckets empty for all
 * @param rejectedStatus of answers to callbacks that are rejected
 * @param maxRate callbacks a second at this gateway; beyond, they are refused
 */
public record Source(String name, Set<String> acceptedBuckets, int rejectedStatus, OptionalInt maxRate) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,32}");

    /** Whether a source can be called so; {@code default} and what is reserved beside it are names, too. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    public Source {
        acceptedBuckets = Set.copyOf(acceptedBuckets);
    }

    /** Whether its settings are the keys without a source. */
    public boolean isDefault() {
        return name.equals(Origin.DEFAULT);
    }
}
