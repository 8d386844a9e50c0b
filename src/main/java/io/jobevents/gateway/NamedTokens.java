package io.jobevents.gateway;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tokens of the console in the configuration: {@code name:token}, or a token alone, which is named by its position.
 * A fault is the predicate of a sentence and shows no token.
 */
public sealed interface NamedTokens {

    /** @param byName tokens by the name of their owner, in the configured order; all distinct */
    record Valid(Map<String, String> byName) implements NamedTokens {
        public Valid {
            byName = new LinkedHashMap<>(byName);
        }

        @Override
        public String toString() {
            return "tokens of " + byName.keySet();
        }
    }

    record Faulty(String fault) implements NamedTokens {}

    Pattern NAME = Pattern.compile("[a-z0-9.-]{1,32}");

    static NamedTokens of(List<String> entries) {
        Map<String, String> byName = new LinkedHashMap<>();
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            String entry = entries.get(i);
            int colon = entry.indexOf(':');
            String name = colon < 0 ? "token-" + (i + 1) : entry.substring(0, colon);
            String token = entry.substring(colon + 1);
            String place = "token " + (i + 1) + " of " + entries.size();
            if (!NAME.matcher(name).matches()) {
                return new Faulty(place + " has a name that is not 1 to 32 of a-z0-9.-");
            }
            if (!TokenList.TOKEN.matcher(token).matches()) {
                return new Faulty(
                        place + " is not 16 to 128 of A-Za-z0-9._~-, with or without a name and a colon before it");
            }
            if (byName.putIfAbsent(name, token) != null) {
                return new Faulty(place + " has the name of another, " + name);
            }
            if (!tokens.add(token)) {
                return new Faulty(place + " occurs twice");
            }
        }
        return byName.isEmpty() ? new Faulty("holds no token") : new Valid(byName);
    }

    /** Reads a file that has one token per line, or tokens separated by commas. */
    static NamedTokens ofFile(Path file) {
        return TokenList.entries(file, NamedTokens::of, Faulty::new);
    }

    /** The fault, if there is one. */
    default Optional<String> sentence() {
        return switch (this) {
            case Valid valid -> Optional.empty();
            case Faulty(String fault) -> Optional.of(fault);
        };
    }
}
