package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.GatewayMetrics;
import io.jobevents.gateway.LogFields;
import io.jobevents.gateway.Source;
import io.jobevents.gateway.Sources;
import io.jobevents.gateway.TokenList;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Where secrets come from: the configuration, and files that are read anew every few seconds. A file counts by what it holds,
 * so it does not matter how it is changed: written over, renamed, or by the symbolic links of a mounted Kubernetes Secret.
 *
 * <p>A file that cannot be taken stops the start; later it leaves the secrets of before as they are, is counted and named in the
 * log once, and is tried again.
 */
@Singleton
final class TokenFiles {

    private static final Logger LOG = Logger.getLogger(TokenFiles.class);
    /** Two of them are less than the ten seconds in which a change counts. */
    private static final Duration PAUSE = Duration.ofSeconds(4);

    private final Sources sources;
    private final GatewayMetrics metrics;
    private final boolean hasDoor;
    /** Of the sources that have one. */
    private final Map<Source, Path> files = new LinkedHashMap<>();
    /** Of the thread that reads, as is what follows. */
    private final Map<Source, List<String>> tokens = new LinkedHashMap<>();
    /** The fault of a file as the log has it. */
    private final Map<Source, String> faults = new HashMap<>();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("token-files").factory());

    /** Written by the thread that reads. */
    private volatile Secrets secrets = Secrets.of(Map.of(), Optional.empty());

    /** @param hasDoor not where the program runs in a mode that takes no callbacks */
    @Inject
    TokenFiles(
            GatewayConfig config,
            Sources sources,
            GatewayMetrics metrics,
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean hasDoor) {
        this.sources = sources;
        this.metrics = metrics;
        this.hasDoor = hasDoor;
        begin(sources.byDefault(), config.http().tokens(), config.http().tokensFile());
        new TreeMap<>(config.sources())
                .forEach((name, keys) -> begin(sources.named(name).orElseThrow(), keys.tokens(), keys.tokensFile()));
    }

    private void begin(Source source, Optional<List<String>> configured, Optional<Path> file) {
        tokens.put(source, List.copyOf(configured.orElse(List.of())));
        file.ifPresent(path -> files.put(source, path));
    }

    /** The secrets that are valid now. */
    Secrets secrets() {
        return secrets;
    }

    /**
     * Before the door is opened.
     *
     * @throws ConfigurationException if a file cannot be taken
     */
    void open(@Observes @Priority(2) StartupEvent event) {
        if (!hasDoor) {
            return;
        }
        List<String> sentences = new ArrayList<>();
        files.forEach(
                (source, file) -> take(source, file).ifPresent(fault -> sentences.add(sentence(source, file, fault))));
        if (!sentences.isEmpty()) {
            throw new ConfigurationException(
                    "The configuration is wrong, so the gateway does not start:\n  " + String.join("\n  ", sentences));
        }
        publish();
        if (!files.isEmpty()) {
            thread.scheduleWithFixedDelay(this::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void close(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    /** Reads every file, and takes what has changed. */
    void look() {
        try {
            boolean changed = false;
            for (Map.Entry<Source, Path> file : files.entrySet()) {
                changed |= look(file.getKey(), file.getValue());
            }
            if (changed) {
                publish();
            }
        } catch (RuntimeException e) {
            // The thread must not end: whatever it is, the next look may get on.
            LOG.error("A look at the files of tokens failed by a fault of the gateway", e);
        }
    }

    private boolean look(Source source, Path file) {
        List<String> before = tokens.getOrDefault(source, List.of());
        Optional<String> fault = take(source, file);
        if (fault.isPresent()) {
            refused(source, file, fault.get());
            return false;
        }
        faults.remove(source);
        return !before.equals(tokens.get(source));
    }

    private void refused(Source source, Path file, String fault) {
        if (!fault.equals(faults.put(source, fault))) {
            metrics.tokenFileRefused(source);
            LogFields.of("source", source.name())
                    .around(() -> LOG.errorf("%s; the tokens of before stay valid", sentence(source, file, fault)));
        }
    }

    /** Takes what the file holds, unless something is wrong with it. */
    private Optional<String> take(Source source, Path file) {
        return switch (TokenList.ofFile(file)) {
            case TokenList.Faulty(String fault) -> Optional.of(fault);
            case TokenList.Valid(List<String> read) -> {
                Optional<String> fault = sharedWith(source, read);
                if (fault.isEmpty()) {
                    tokens.put(source, read);
                }
                yield fault;
            }
        };
    }

    /** A secret of two sources would tell nothing. */
    private Optional<String> sharedWith(Source source, List<String> read) {
        for (Source other : sources.all()) {
            for (String token : other.equals(source) ? List.<String>of() : tokens.getOrDefault(other, List.of())) {
                int at = read.indexOf(token);
                if (at >= 0) {
                    return Optional.of(
                            "token " + (at + 1) + " of " + read.size() + " is also one of the source " + other.name());
                }
            }
        }
        return Optional.empty();
    }

    private static String sentence(Source source, Path file, String fault) {
        String key = source.isDefault() ? "http" : "sources." + source.name();
        return "gateway." + key + ".tokens-file: " + file + " " + (fault.startsWith("token ") ? "- " : "") + fault;
    }

    private void publish() {
        Secrets next = Secrets.of(tokens, Optional.of(secrets));
        secrets = next;
        metrics.secrets(next.all());
    }
}
