package io.jobevents.gateway.console;

/** One part of the console's API; each singleton of this type is mounted when the console is enabled. */
interface ConsoleApi {

    /** Adds its routes. Called once, when the gateway starts; must not block. */
    void mount(Routes routes);
}
