package io.jobevents.gateway.http;

import io.jobevents.gateway.ConfigCheck;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.GatewayMetrics;
import io.jobevents.gateway.LogFields;
import io.jobevents.gateway.SettledFiles;
import io.jobevents.gateway.Source;
import io.jobevents.gateway.Sources;
import io.jobevents.gateway.TokenList;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The valid secrets of all sources, from the configuration and from {@link SettledFiles}, which are read again every
 * few seconds. All files are read and applied together, since a secret may move from one file to another.
 *
 * <p>A faulty file prevents the start: one that is unreadable or invalid, or shares a secret with another source. In a
 * running gateway, its source keeps the previous secrets, the fault is counted and logged once, and the file is read
 * again.
 */
@Singleton
final class TokenFiles {

    private static final Logger LOG = Logger.getLogger(TokenFiles.class);

    private final SettledFiles<Map<Source, TokenList>> settled;
    private final GatewayMetrics metrics;
    private final boolean isServing;
    /** Of the sources with a {@code tokens-file}. */
    private final Map<Source, Path> files = new LinkedHashMap<>();
    /** The valid tokens of each source. For the reading thread alone. */
    private final Map<Source, List<String>> tokens = new LinkedHashMap<>();
    /** The faults that were logged last. For the reading thread alone. */
    private final Map<Source, String> faults = new HashMap<>();

    /** Written by the reading thread. */
    private volatile Secrets secrets = Secrets.of(Map.of(), Optional.empty());

    /** @param isServing false in modes of the program without an HTTP server: no file is read then */
    @Inject
    TokenFiles(
            GatewayConfig config,
            Sources sources,
            GatewayMetrics metrics,
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean isServing) {
        this(config, sources, metrics, isServing, SettledFiles.Settling.SHORT);
    }

    TokenFiles(
            GatewayConfig config,
            Sources sources,
            GatewayMetrics metrics,
            boolean isServing,
            SettledFiles.Settling settling) {
        this.settled = new SettledFiles<>(this::read, settling, "token-files");
        this.metrics = metrics;
        this.isServing = isServing;
        begin(sources.byDefault(), config.http().tokens(), config.http().tokensFile());
        new TreeMap<>(config.sources())
                .forEach((name, keys) -> begin(sources.named(name).orElseThrow(), keys.tokens(), keys.tokensFile()));
    }

    private void begin(Source source, Optional<List<String>> configured, Optional<Path> file) {
        tokens.put(source, configured.orElse(List.of()).stream().distinct().toList());
        file.ifPresent(path -> files.put(source, path));
    }

    /** The secrets that are valid now. */
    Secrets secrets() {
        return secrets;
    }

    /**
     * Reads the files before the public port opens.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException if a file is faulty
     */
    void open(@Observes @Priority(2) StartupEvent event) {
        if (!isServing) {
            return;
        }
        List<String> sentences = new ArrayList<>();
        apply(settled.begin()).forEach((source, fault) -> sentences.add(sentence(source, fault)));
        if (!sentences.isEmpty()) {
            throw ConfigCheck.wrong(sentences);
        }
        replaceSecrets();
        if (!files.isEmpty()) {
            settled.follow(this::change);
        }
    }

    void close(@Observes ShutdownEvent event) {
        settled.close();
    }

    /** Reads all files now, and applies a change. */
    void reload() {
        settled.reload(this::change);
    }

    private void change(Map<Source, TokenList> read) {
        Map<Source, List<String>> before = Map.copyOf(tokens);
        Map<Source, String> refused = apply(read);
        if (!before.equals(tokens)) {
            replaceSecrets();
            tokens.forEach((source, valid) -> {
                if (!valid.equals(before.get(source))) {
                    LogFields.of("source", source.name())
                            .around(() -> LOG.infof("%s: valid tokens: %d", key(source), valid.size()));
                }
            });
        }
        refused.forEach((source, fault) -> {
            if (!fault.equals(faults.get(source))) {
                metrics.tokenFileRefused(source);
                LogFields.of("source", source.name())
                        .around(() -> LOG.errorf("%s; the previous tokens stay valid", sentence(source, fault)));
            }
        });
        faults.clear();
        faults.putAll(refused);
    }

    private Map<Source, TokenList> read() {
        Map<Source, TokenList> read = new LinkedHashMap<>();
        files.forEach((source, file) -> read.put(source, TokenList.ofFile(file)));
        return read;
    }

    /**
     * Applies the tokens of all files. A source whose file is faulty keeps its tokens.
     *
     * @return the faults
     */
    private Map<Source, String> apply(Map<Source, TokenList> read) {
        Map<Source, String> refused = new LinkedHashMap<>();
        Map<Source, List<String>> next = new LinkedHashMap<>(tokens);
        read.forEach((source, list) -> {
            switch (list) {
                case TokenList.Valid(List<String> valid) -> next.put(source, valid);
                case TokenList.Faulty(String fault) -> refused.put(source, fault);
            }
        });
        // The tokens that a source keeps may include a new one of another source, which is refused in the next round.
        Map<Source, String> shared = shared(next);
        while (!shared.isEmpty()) {
            refused.putAll(shared);
            shared.keySet().forEach(source -> next.put(source, tokens.getOrDefault(source, List.of())));
            shared = shared(next);
        }
        tokens.putAll(next);
        return refused;
    }

    /** The sources with changed tokens of which one also belongs to another source; it would identify neither. */
    private Map<Source, String> shared(Map<Source, List<String>> next) {
        Map<Source, String> shared = new LinkedHashMap<>();
        next.forEach((source, list) -> next.forEach((other, others) -> {
            boolean isNew = !list.equals(tokens.get(source));
            for (int i = 0; isNew && !other.equals(source) && i < list.size(); i++) {
                if (others.contains(list.get(i))) {
                    shared.putIfAbsent(
                            source,
                            "token " + (i + 1) + " of " + list.size() + " is also one of the source " + other.name());
                }
            }
        }));
        return shared;
    }

    private String sentence(Source source, String fault) {
        String file = String.valueOf(files.get(source));
        // The secret itself may be configured in place of the path of its file, and must not be logged.
        String named = TokenList.TOKEN.matcher(file).matches() ? "the file" : file;
        return key(source) + ": " + named + (fault.startsWith("token ") ? ": " : " ") + fault;
    }

    private static String key(Source source) {
        return "gateway." + (source.isDefault() ? "http" : "sources." + source.name()) + ".tokens-file";
    }

    private void replaceSecrets() {
        Secrets next = Secrets.of(tokens, Optional.of(secrets));
        secrets = next;
        metrics.secrets(next.all());
    }
}
