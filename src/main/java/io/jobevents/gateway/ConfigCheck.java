package io.jobevents.gateway;

import io.jobevents.gateway.GatewayConfig.Auth;
import io.jobevents.gateway.record.TagCatalogue;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The check of the configuration, before anything else starts: each fault is a sentence that names the key. A value of a
 * token is never shown.
 */
@Singleton
public final class ConfigCheck {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{16,128}");
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~/-]*");
    private static final Pattern READY = Pattern.compile("/ready/?");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
    private static final long SMALLEST_BODY = 1024;
    private static final long LARGEST_BODY = 256L << 20;
    private static final long SMALLEST_SPOOL = 1L << 20;
    private static final int DEEPEST = 1000;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(25);

    private final GatewayConfig config;

    ConfigCheck(GatewayConfig config) {
        this.config = config;
    }

    void check(@Observes @Priority(1) StartupEvent event) {
        List<String> faults = faults(config);
        faults.addAll(unknownVariables(System.getenv()));
        if (!faults.isEmpty()) {
            throw new ConfigurationException(
                    "The configuration is wrong, so the gateway does not start:\n  " + String.join("\n  ", faults));
        }
    }

    /** What is wrong, a sentence each. */
    static List<String> faults(GatewayConfig config) {
        Faults faults = faultsBesideTokens(config);
        checkTokens(faults, config.http());
        return faults.sentences;
    }

    /** What is wrong for a mode that opens no door, so needs no token. */
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
        faults.unless(
                http.rejectedStatus() == 400 || http.rejectedStatus() == 200,
                "http.rejected-status",
                "is neither 400 nor 200");
    }

    private static void checkTokens(Faults faults, GatewayConfig.Http http) {
        List<String> tokens = http.tokens().orElse(List.of());
        faults.unless(
                http.auth() == Auth.NONE || !tokens.isEmpty(),
                "http.tokens",
                "is not set; set one, or gateway.http.auth=none if anybody may post");
        for (int i = 0; i < tokens.size(); i++) {
            faults.unless(
                    TOKEN.matcher(tokens.get(i)).matches(),
                    "http.tokens",
                    "token " + (i + 1) + " of " + tokens.size() + " is not 16 to 128 of A-Za-z0-9._~-");
        }
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
