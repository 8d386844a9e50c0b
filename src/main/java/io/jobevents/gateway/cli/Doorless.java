package io.jobevents.gateway.cli;

import java.util.Map;

/** The settings of a mode that starts Quarkus but takes no callbacks. */
final class Doorless {

    private static final Map<String, String> SETTINGS = Map.of(
            "quarkus.http.host-enabled", "false",
            "quarkus.management.host-enabled", "false",
            "gateway.shutdown.notice", "PT0S",
            "gateway.shutdown.drain", "PT0S");

    private Doorless() {}

    /** Sets them and those of the mode, with precedence over all settings of the operator. */
    static void set(Map<String, String> ofMode) {
        SETTINGS.forEach(System::setProperty);
        ofMode.forEach(System::setProperty);
    }
}
