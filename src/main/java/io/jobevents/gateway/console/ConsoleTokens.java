package io.jobevents.gateway.console;

import io.jobevents.gateway.ConfigCheck;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.NamedTokens;
import io.jobevents.gateway.SettledFiles;
import io.jobevents.gateway.SettledFiles.Settling;
import io.jobevents.gateway.TokenList;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The tokens of the console by name, from the configuration or from a file that is reloaded when it changes. An invalid
 * file fails the start; if it becomes invalid later, the previous tokens stay valid. Thread-safe.
 */
@Singleton
final class ConsoleTokens {

    private static final Logger LOG = Logger.getLogger(ConsoleTokens.class);

    private final GatewayConfig config;
    private final GatewayConfig.Console console;
    private final boolean enabled;
    private final SettledFiles<NamedTokens> settled;
    private volatile Map<String, String> byName = Map.of();

    /** @param hasDoor see {@link ConsoleDoor} */
    @Inject
    ConsoleTokens(
            GatewayConfig config,
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean hasDoor) {
        this(config, hasDoor, Settling.SHORT);
    }

    ConsoleTokens(GatewayConfig config, boolean hasDoor, Settling settling) {
        this.config = config;
        this.console = config.console();
        this.enabled = console.enabled() && hasDoor;
        this.settled = new SettledFiles<>(this::read, settling, "console-tokens");
    }

    /** Whether the console needs no token, since none is configured. */
    boolean isOpen() {
        return console.tokens().isEmpty() && console.tokensFile().isEmpty();
    }

    /**
     * Reads the tokens before the port is opened.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException if the tokens are invalid
     */
    void open(@Observes @Priority(2) StartupEvent event) {
        if (enabled && !isOpen()) {
            take(settled.begin()).ifPresent(fault -> {
                throw ConfigCheck.wrong(List.of(sentence(fault)));
            });
            if (console.tokensFile().isPresent()) {
                settled.follow(this::change);
            }
        }
    }

    void close(@Observes ShutdownEvent event) {
        settled.close();
    }

    /** Reloads the file at once. */
    void reload() {
        settled.reload(this::change);
    }

    private NamedTokens read() {
        Optional<NamedTokens> ofFile = console.tokensFile().map(NamedTokens::ofFile);
        return ofFile.orElseGet(() -> NamedTokens.of(console.tokens().orElse(List.of())));
    }

    private void change(NamedTokens read) {
        take(read).ifPresent(fault -> LOG.errorf("%s; the previous tokens stay valid", sentence(fault)));
    }

    /** Replaces the tokens; returns a sentence if they are invalid. */
    private Optional<String> take(NamedTokens read) {
        return switch (read) {
            case NamedTokens.Faulty(String fault) -> Optional.of(fault);
            case NamedTokens.Valid(Map<String, String> valid) -> {
                Set<String> callbackTokens = callbackTokens();
                Optional<String> shared = valid.entrySet().stream()
                        .filter(entry -> callbackTokens.contains(entry.getValue()))
                        .map(entry -> "holds a token of " + entry.getKey() + " that also posts callbacks")
                        .findFirst();
                if (shared.isEmpty()) {
                    byName = valid;
                }
                yield shared;
            }
        };
    }

    /** The tokens of callbacks. They must not open the console, since they stand in URLs and are known to others. */
    private Set<String> callbackTokens() {
        Set<String> tokens = new HashSet<>(config.http().tokens().orElse(List.of()));
        config.sources()
                .values()
                .forEach(source -> tokens.addAll(source.tokens().orElse(List.of())));
        Stream.concat(
                        config.http().tokensFile().stream(),
                        config.sources().values().stream().flatMap(source -> source.tokensFile().stream()))
                .map(TokenList::ofFile)
                .forEach(list -> {
                    if (list instanceof TokenList.Valid(List<String> valid)) {
                        tokens.addAll(valid);
                    }
                });
        return tokens;
    }

    private String sentence(String fault) {
        if (console.tokensFile().isEmpty()) {
            return "gateway.console.tokens: " + fault;
        }
        String file = console.tokensFile().map(Path::toString).orElse("");
        // The key may hold the token instead of a path by mistake; then it must not be logged.
        String named = NamedTokens.of(List.of(file)) instanceof NamedTokens.Valid ? "the file" : file;
        return "gateway.console.tokens-file: " + named + (fault.startsWith("token ") ? ": " : " ") + fault;
    }

    /** The name of the token's owner. Compares in constant time. */
    Optional<String> owner(String shown) {
        byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
        Optional<String> owner = Optional.empty();
        for (Map.Entry<String, String> entry : byName.entrySet()) {
            if (MessageDigest.isEqual(bytes, entry.getValue().getBytes(StandardCharsets.UTF_8))) {
                owner = Optional.of(entry.getKey());
            }
        }
        return owner;
    }

    /** The token of an owner. */
    Optional<String> token(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
