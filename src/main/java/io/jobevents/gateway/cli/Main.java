package io.jobevents.gateway.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;

/**
 * The main class of the program: without arguments it is the gateway, with arguments one of the modes of
 * {@link GatewayCommand}.
 *
 * <p>Arguments are parsed before Quarkus starts, so that help and errors are printed at once, and the gateway itself
 * does not load the parser's library.
 */
@QuarkusMain
public final class Main {

    private Main() {}

    /** Starts the gateway, or runs a mode and ends the process with its status. */
    public static void main(String... args) {
        // Otherwise Quarkus answers unusual characters in the query, which the gateway ignores, with an empty 400.
        System.setProperty("vertx.disableURIValidation", "true");
        // Quarkus marks the Vert.x context of each request for libraries that must not share one, such as Hibernate
        // Reactive. The gateway has none, and the mark costs a map for each request.
        System.setProperty(VertxContextSafetyToggle.FULLY_DISABLE_PROPERTY, "true");
        if (args.length == 0) {
            Quarkus.run();
        } else {
            System.exit(GatewayCommand.execute(args));
        }
    }
}
