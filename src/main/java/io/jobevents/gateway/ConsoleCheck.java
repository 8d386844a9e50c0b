package io.jobevents.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the keys of the console. Tokens are never shown. */
final class ConsoleCheck {

    private static final String KEY = "gateway.console.tokens";

    private ConsoleCheck() {}

    /**
     * The faults, one sentence each.
     *
     * @param doors the keys of the callback URL's tokens, by token
     * @param production whether the console must have tokens
     */
    static List<String> faults(GatewayConfig.Console console, Map<String, String> doors, boolean production) {
        List<String> sentences = new ArrayList<>();
        Optional<NamedTokens> tokens = console.tokens().map(NamedTokens::of);
        tokens.flatMap(NamedTokens::sentence).ifPresent(fault -> sentences.add(KEY + ": " + fault));
        if (tokens.isPresent() && tokens.get() instanceof NamedTokens.Valid(Map<String, String> byName)) {
            byName.forEach((name, token) -> Optional.ofNullable(doors.get(token))
                    .ifPresent(key -> sentences.add(KEY + ": the token of " + name + " is also one of gateway." + key
                            + "; the console needs a different token")));
        }
        if (tokens.isPresent() && console.tokensFile().isPresent()) {
            sentences.add(KEY + "-file: is set beside " + KEY + "; set one of them");
        }
        if (console.enabled()
                && production
                && tokens.isEmpty()
                && console.tokensFile().isEmpty()) {
            sentences.add(KEY + ": is not set, and gateway.console.enabled is true; the console has tokens of its own");
        }
        return sentences;
    }
}
