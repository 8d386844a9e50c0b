package io.jobevents.gateway.console;

/** One part of the console's API; each singleton of this type is mounted when the console is enabled. */
interface ConsoleApi {

    /** Adds the routes. Called once, at startup; must not block. */
    void mount(Routes routes);
}
