package io.jobevents.gateway;

import io.jobevents.gateway.GatewayConfig.Auth;
import io.jobevents.gateway.record.Origin;
import io.jobevents.gateway.record.TagCatalogue;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Checks the configuration before anything else starts. Each fault is a sentence that names the key. Tokens are never
 * shown.
 */
@Singleton
public final class ConfigCheck {

    /** Names of sources that the gateway itself writes into records. */
    private static final Set<String> RESERVED = Set.of(Origin.DEFAULT, "replay");

    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~/-]*");
    private static final Pattern READY = Pattern.compile("/ready/?");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
    private static final long SMALLEST_BODY = 1024;
    private static final long LARGEST_BODY = 256L << 20;
    private static final long SMALLEST_SPOOL = 1L << 20;
    private static final int DEEPEST = 1000;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(25);

    private final GatewayConfig config;
    private final boolean hasDoor;

    /** @param hasDoor false if the program runs in a mode that takes no callbacks */
    ConfigCheck(
            GatewayConfig config,
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean hasDoor) {
        this.config = config;
        this.hasDoor = hasDoor;
    }

    void check(@Observes @Priority(1) StartupEvent event) {
        boolean production = LaunchMode.current() == LaunchMode.NORMAL;
        List<String> faults = hasDoor ? faults(config, production) : faultsBesideTokens(config).sentences;
        faults.addAll(unknownVariables(System.getenv()));
        if (!faults.isEmpty()) {
            throw wrong(faults);
        }
    }

    /** The exception that stops the start. */
    public static ConfigurationException wrong(List<String> faults) {
        return new ConfigurationException(
                "The configuration is wrong, so the gateway does not start:\n  " + String.join("\n  ", faults));
    }

    /** The faults of settings for production, one sentence each. */
    static List<String> faults(GatewayConfig config) {
        return faults(config, true);
    }

    private static List<String> faults(GatewayConfig config, boolean production) {
        Faults faults = faultsBesideTokens(config);
        Map<String, String> keys = checkTokens(faults, config);
        faults.sentences.addAll(ConsoleCheck.faults(config.console(), keys, production));
        return faults.sentences;
    }

    /** The faults for a mode that takes no callbacks and so needs no tokens. */
    public static List<String> faultsWithoutDoor(GatewayConfig config, Map<String, String> environment) {
        List<String> faults = faultsBesideTokens(config).sentences;
        faults.addAll(unknownVariables(environment));
        return faults;
    }

    private static List<String> unknownVariables(Map<String, String> environment) {
        return EnvironmentKeys.unknown(environment).stream()
                .map(name -> name + ": no such setting; the keys are listed in the README")
                .toList();
    }

    private static Faults faultsBesideTokens(GatewayConfig config) {
        Faults faults = new Faults();
        checkHttp(faults, config.http());
        config.sources().forEach((name, source) -> checkSource(faults, name, source));
        GatewayConfig.Callbacks bounds = config.callback();
        faults.unless(
                bounds.maxDepth() >= 2 && bounds.maxDepth() <= DEEPEST,
                "callback.max-depth",
                "is not from 2 to " + DEEPEST);
        faults.unless(bounds.maxNodes() >= 1, "callback.max-nodes", "is not positive");
        faults.unless(bounds.maxJobs() >= 1, "callback.max-jobs", "is not positive");
        checkTopics(faults, config.topics());
        Duration timeout = config.publish().timeout();
        faults.unless(
                timeout.isPositive() && timeout.compareTo(LONGEST_ANSWER) <= 0,
                "publish.timeout",
                "is not between 0 and " + LONGEST_ANSWER);
        faults.unless(config.publish().maxWaiting() >= 1, "publish.max-waiting", "is not positive");
        faults.unless(config.spool().maxSize().asLongValue() >= SMALLEST_SPOOL, "spool.max-size", "is less than 1M");
        faults.unless(!config.shutdown().notice().isNegative(), "shutdown.notice", "is negative");
        faults.unless(!config.shutdown().drain().isNegative(), "shutdown.drain", "is negative");
        faults.unless(
                isBaseUri(config.schemas().baseUri()),
                "schemas.base-uri",
                "is no absolute URI without a slash at the end");
        return faults;
    }

    private static void checkHttp(Faults faults, GatewayConfig.Http http) {
        faults.unless(
                PATH.matcher(http.path()).matches()
                        && !http.path().startsWith("/schemas")
                        && !READY.matcher(http.path()).matches(),
                "http.path",
                "is no path of A-Za-z0-9._~/- that begins with a slash, or begins with /schemas, or is /ready");
        long body = http.maxBodySize().asLongValue();
        faults.unless(body >= SMALLEST_BODY && body <= LARGEST_BODY, "http.max-body-size", "is not from 1K to 256M");
        faults.unless(http.maxInFlight() >= 1, "http.max-in-flight", "is not positive");
        http.maxInFlightBytes()
                .ifPresent(bytes -> faults.unless(
                        bytes.asLongValue() >= body, "http.max-in-flight-bytes", "is less than one largest body"));
        faults.unless(http.maxConnections() >= 1, "http.max-connections", "is not positive");
        checkAnswers(faults, "http", Optional.of(http.rejectedStatus()), http.maxRate());
    }

    private static void checkAnswers(
            Faults faults, String prefix, Optional<Integer> rejectedStatus, Optional<Integer> maxRate) {
        rejectedStatus.ifPresent(status ->
                faults.unless(status == 400 || status == 200, prefix + ".rejected-status", "is neither 400 nor 200"));
        maxRate.ifPresent(rate -> faults.unless(rate >= 1, prefix + ".max-rate", "is not positive"));
    }

    /** Checks the tokens and returns the key of each. */
    private static Map<String, String> checkTokens(Faults faults, GatewayConfig config) {
        GatewayConfig.Http http = config.http();
        Map<String, GatewayConfig.Source> sources = new TreeMap<>(config.sources());
        boolean anybody = http.auth() == Auth.NONE;
        faults.unless(
                !anybody || sources.isEmpty(),
                "http.auth",
                "is none, but there are sources, which are identified by tokens");
        faults.unless(
                anybody || http.tokens().isPresent() || http.tokensFile().isPresent() || !sources.isEmpty(),
                "http.tokens",
                "is not set; set one, or gateway.http.auth=none if anybody may post");
        Map<String, String> keys = new HashMap<>();
        checkTokens(faults, keys, "http", http.tokens(), http.tokensFile());
        sources.forEach((name, source) -> {
            String prefix = "sources." + name;
            checkTokens(faults, keys, prefix, source.tokens(), source.tokensFile());
            faults.unless(
                    source.tokens().isPresent() || source.tokensFile().isPresent(),
                    prefix + ".tokens",
                    "is not set; each source has tokens of its own, or a tokens-file");
        });
        return keys;
    }

    /** @param keys the keys of the tokens that were checked before, by token; the new ones are added */
    private static void checkTokens(
            Faults faults,
            Map<String, String> keys,
            String prefix,
            Optional<List<String>> configured,
            Optional<Path> file) {
        String key = prefix + ".tokens";
        List<String> tokens = configured.orElse(List.of());
        configured.flatMap(list -> TokenList.of(list).sentence()).ifPresent(fault -> faults.unless(false, key, fault));
        for (int i = 0; i < tokens.size(); i++) {
            String other = keys.putIfAbsent(tokens.get(i), key);
            faults.unless(
                    other == null || other.equals(key),
                    key,
                    "token " + (i + 1) + " of " + tokens.size() + " is also one of gateway." + other);
        }
        faults.unless(
                configured.isEmpty() || file.isEmpty(),
                prefix + ".tokens-file",
                "is set beside gateway." + key + "; set one of them");
    }

    private static void checkSource(Faults faults, String name, GatewayConfig.Source source) {
        String prefix = "sources." + name;
        faults.unless(
                Source.isName(name) && !RESERVED.contains(name),
                prefix,
                "is no name of a source: 1 to 32 of a-z0-9, and neither default nor replay");
        checkAnswers(faults, prefix, source.rejectedStatus(), source.maxRate());
    }

    private static void checkTopics(Faults faults, GatewayConfig.Topics topics) {
        faults.unless(
                PREFIX.matcher(topics.prefix()).matches(),
                "topics.prefix",
                "is not 1 to 100 of A-Za-z0-9._-, or begins with a dot");
        faults.unless(topics.partitions() >= 1, "topics.partitions", "is not positive");
        topics.replicationFactor()
                .ifPresent(factor -> faults.unless(factor >= 1, "topics.replication-factor", "is not positive"));
        faults.unless(
                topics.refresh().compareTo(Duration.ofSeconds(1)) >= 0, "topics.refresh", "is less than a second");
        try {
            new TagCatalogue(topics.extraTags().orElse(List.of()));
        } catch (IllegalArgumentException e) {
            faults.unless(false, "topics.extra-tags", String.valueOf(e.getMessage()));
        }
    }

    private static boolean isBaseUri(String text) {
        try {
            return URI.create(text).isAbsolute() && !text.endsWith("/");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The sentences so far. */
    private static final class Faults {
        final List<String> sentences = new ArrayList<>();

        void unless(boolean right, String key, String fault) {
            if (!right) {
                sentences.add("gateway." + key + ": " + fault);
            }
        }
    }
}
