package io.jobevents.gateway.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * The main class of the program: without arguments it is the gateway, with arguments one of the modes of {@link GatewayCommand}.
 *
 * <p>Arguments are read before Quarkus starts, so that help and a wrong use are answered at once, and the gateway itself loads
 * nothing of the library that reads them.
 */
@QuarkusMain
public final class Main {

    private Main() {}

    /** Starts the gateway, or runs a mode and ends the process with its status. */
    public static void main(String... args) {
        // Otherwise Quarkus answers an unusual character in the query, which the door does not read, with an empty 400.
        System.setProperty("vertx.disableURIValidation", "true");
        if (args.length == 0) {
            Quarkus.run();
        } else {
            System.exit(GatewayCommand.execute(args));
        }
    }
}
