package io.jobevents.gateway.console;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares the headers Host and Origin. */
final class Origins {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
    private static final Pattern DEFAULT_PORT = Pattern.compile(":(80|443)$");
    private static final Pattern SCHEME = Pattern.compile("^https?://");

    private Origins() {}

    /** Whether a Host header names this machine, at any port. */
    static boolean isThisMachine(@Nullable String host) {
        return host != null
                && THIS_MACHINE.contains(
                        PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst(""));
    }

    /** Whether an origin has this host. The scheme is ignored, since a proxy may terminate TLS. */
    static boolean isOf(String origin, @Nullable String host) {
        return host != null
                && withoutScheme(origin).filter(authority(host)::equals).isPresent();
    }

    private static Optional<String> withoutScheme(String origin) {
        var scheme = SCHEME.matcher(origin);
        return scheme.find() ? Optional.of(authority(origin.substring(scheme.end()))) : Optional.empty();
    }

    private static String authority(String text) {
        return DEFAULT_PORT.matcher(text.toLowerCase(Locale.ROOT)).replaceFirst("");
    }
}
