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
 * Where secrets come from: the configuration, and {@link SettledFiles}, which are read anew every few seconds. All files of one moment
 * are taken together, since a secret may move from one to another.
 *
 * <p>A file that cannot be taken stops the start; later it leaves the secrets of before as they are, is counted and named in the
 * log once, and is tried again.
 */
@Singleton
final class TokenFiles {

    private static final Logger LOG = Logger.getLogger(TokenFiles.class);

    private final SettledFiles<Map<Source, TokenList>> settled;
    private final GatewayMetrics metrics;
    private final boolean hasDoor;
    /** Of the sources that have one. */
    private final Map<Source, Path> files = new LinkedHashMap<>();
    /** Of the thread that reads, as is what follows. */
    private final Map<Source, List<String>> tokens = new LinkedHashMap<>();
    /** The fault of a file as the log has it. */
    private final Map<Source, String> faults = new HashMap<>();

    /** Written by the thread that reads. */
    private volatile Secrets secrets = Secrets.of(Map.of(), Optional.empty());

    /** @param hasDoor not where the program runs in a mode that takes no callbacks */
    @Inject
    TokenFiles(
            GatewayConfig config,
            Sources sources,
            GatewayMetrics metrics,
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean hasDoor) {
        this(config, sources, metrics, hasDoor, SettledFiles.Settling.SHORT);
    }

    TokenFiles(
            GatewayConfig config,
            Sources sources,
            GatewayMetrics metrics,
            boolean hasDoor,
            SettledFiles.Settling settling) {
        this.settled = new SettledFiles<>(this::read, settling, "token-files");
        this.metrics = metrics;
        this.hasDoor = hasDoor;
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
     * Before the door is opened.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException if a file cannot be taken
     */
    void open(@Observes @Priority(2) StartupEvent event) {
        if (!hasDoor) {
            return;
        }
        List<String> sentences = new ArrayList<>();
        take(settled.begin()).forEach((source, fault) -> sentences.add(sentence(source, fault)));
        if (!sentences.isEmpty()) {
            throw ConfigCheck.wrong(sentences);
        }
        publish();
        if (!files.isEmpty()) {
            settled.follow(this::change);
        }
    }

    void close(@Observes ShutdownEvent event) {
        settled.close();
    }

    /** Reads every file, and takes what has changed. */
    void look() {
        settled.reload(this::change);
    }

    private void change(Map<Source, TokenList> read) {
        Map<Source, List<String>> before = Map.copyOf(tokens);
        Map<Source, String> refused = take(read);
        if (!before.equals(tokens)) {
            publish();
        }
        refused.forEach((source, fault) -> {
            if (!fault.equals(faults.get(source))) {
                metrics.tokenFileRefused(source);
                LogFields.of("source", source.name())
                        .around(() -> LOG.errorf("%s; the tokens of before stay valid", sentence(source, fault)));
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
     * Takes what was read, all together; what is at fault, or shares a secret with another source, keeps what it had.
     *
     * @return the faults
     */
    private Map<Source, String> take(Map<Source, TokenList> read) {
        Map<Source, String> refused = new LinkedHashMap<>();
        Map<Source, List<String>> next = new LinkedHashMap<>(tokens);
        read.forEach((source, list) -> {
            switch (list) {
                case TokenList.Valid(List<String> valid) -> next.put(source, valid);
                case TokenList.Faulty(String fault) -> refused.put(source, fault);
            }
        });
        // What falls back may hold a secret that another source was about to take.
        Map<Source, String> shared = shared(next);
        while (!shared.isEmpty()) {
            refused.putAll(shared);
            shared.keySet().forEach(source -> next.put(source, tokens.getOrDefault(source, List.of())));
            shared = shared(next);
        }
        tokens.putAll(next);
        return refused;
    }

    /** The sources whose new secrets are another's, too: such a secret would tell nothing. Those of before share none. */
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
        String key = source.isDefault() ? "http" : "sources." + source.name();
        String file = String.valueOf(files.get(source));
        // Somebody may have written the secret where its file should be named.
        String named = TokenList.TOKEN.matcher(file).matches() ? "the file" : file;
        return "gateway." + key + ".tokens-file: " + named + (fault.startsWith("token ") ? ": " : " ") + fault;
    }

    private void publish() {
        Secrets next = Secrets.of(tokens, Optional.of(secrets));
        secrets = next;
        metrics.secrets(next.all());
    }
}
