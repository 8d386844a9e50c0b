package io.jobevents.gateway.console;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The guard of the console's API: who asks. */
final class Guard {

    /** The viewer where nobody is asked for a token. */
    static final String ANONYMOUS = "anonymous";

    private static final String NAME = Guard.class.getName();

    private final boolean open;

    /** @param open whether nobody is asked for a token */
    Guard(boolean open) {
        this.open = open;
    }

    /** The name of the viewer who passed. */
    static String name(RoutingContext routing) {
        return Optional.<String>ofNullable(routing.get(NAME)).orElse(ANONYMOUS);
    }

    void check(RoutingContext routing) {
        if (open) {
            routing.put(NAME, ANONYMOUS);
            routing.next();
        } else {
            routing.fail(404);
        }
    }
}
