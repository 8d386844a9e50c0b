package io.jobevents.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The secrets of one source in the configuration: one or more, each 16 to 128 of {@code A-Za-z0-9._~-}. A fault is the
 * predicate of a sentence and shows no secret.
 */
public sealed interface TokenList {

    /** @param tokens in the configured order, without duplicates */
    record Valid(List<String> tokens) implements TokenList {
        public Valid {
            tokens = tokens.stream().distinct().toList();
        }

        @Override
        public String toString() {
            return tokens.size() + " tokens";
        }
    }

    record Faulty(String fault) implements TokenList {}

    /** Enough for thousands of secrets; a larger file was named by mistake. */
    int MAX_BYTES = 256 * 1024;

    int MOST_NAMED = 10;

    Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{16,128}");
    Pattern SEPARATOR = Pattern.compile("[,\\s]+");

    static TokenList of(List<String> tokens) {
        String wrong = IntStream.range(0, tokens.size())
                .filter(i -> !TOKEN.matcher(tokens.get(i)).matches())
                .mapToObj(i -> String.valueOf(i + 1))
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", "));
        if (!wrong.isEmpty()) {
            return new Faulty("token " + wrong + " of " + tokens.size() + " is not 16 to 128 of A-Za-z0-9._~-");
        }
        return tokens.isEmpty() ? new Faulty("holds no token") : new Valid(tokens);
    }

    /** Reads a file that has one secret per line, or secrets separated by commas. */
    static TokenList ofFile(Path file) {
        return entries(file, TokenList::of, Faulty::new);
    }

    /**
     * Reads a file of entries, one per line or separated by commas.
     *
     * @param of converts the entries
     * @param faulty converts the fault of a file that cannot be read
     */
    static <T> T entries(Path file, Function<List<String>, T> of, Function<String, T> faulty) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                return faulty.apply("is larger than " + MAX_BYTES + " bytes");
            }
            // Decodes every byte to one character; the check of the tokens rejects those beyond ASCII.
            String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
            return of.apply(text.isEmpty() ? List.of() : Arrays.asList(SEPARATOR.split(text)));
        } catch (IOException e) {
            return faulty.apply("cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** The fault, if there is one. */
    default Optional<String> sentence() {
        return switch (this) {
            case Valid valid -> Optional.empty();
            case Faulty(String fault) -> Optional.of(fault);
        };
    }
}
