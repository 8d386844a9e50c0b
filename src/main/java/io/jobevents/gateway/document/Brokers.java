package io.jobevents.gateway.document;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The brokers in the settings of Kafka's clients: their addresses and the kind of authentication, without credentials.
 * Only these settings are read: valid addresses, words of closed sets, and whether a certificate is set.
 *
 * @param hosts each with its port
 * @param encrypted whether connections are encrypted
 */
public record Brokers(List<String> hosts, boolean encrypted, Proof proof) {

    /** The kind of authentication. */
    enum Proof {
        NONE,
        CERTIFICATE,
        PLAIN,
        SCRAM_SHA_256,
        SCRAM_SHA_512,
        GSSAPI,
        OAUTHBEARER
    }

    /** An address as Kafka's clients parse it: a protocol before the address is ignored. */
    private static final Pattern ADDRESS = Pattern.compile("(?:[0-9a-zA-Z%._-]*://)?(\\[?[0-9a-zA-Z._%:-]+]?:[0-9]+)");

    /** The producer's settings take precedence over those of all clients, as in Quarkus Messaging. */
    private static final List<String> PREFIXES = List.of("mp.messaging.outgoing.events.", "kafka.");

    private static final String BY_DEFAULT = "localhost:9092";

    public Brokers {
        hosts = List.copyOf(hosts);
    }

    /** @param settings looks up a setting of the whole configuration by its name */
    public static Brokers of(Function<String, Optional<String>> settings) {
        String protocol =
                setting(settings, "security.protocol").orElse("PLAINTEXT").toUpperCase(Locale.ROOT);
        List<String> hosts = Arrays.stream(setting(settings, "bootstrap.servers")
                        .orElse(BY_DEFAULT)
                        .split(","))
                .map(address -> ADDRESS.matcher(address.strip()))
                .filter(Matcher::matches)
                .map(address -> address.group(1))
                .toList();
        return new Brokers(hosts, protocol.endsWith("SSL"), proof(settings, protocol));
    }

    private static Proof proof(Function<String, Optional<String>> settings, String protocol) {
        if (protocol.startsWith("SASL")) {
            String mechanism =
                    setting(settings, "sasl.mechanism").orElse("GSSAPI").toUpperCase(Locale.ROOT);
            return switch (mechanism) {
                case "PLAIN" -> Proof.PLAIN;
                case "SCRAM-SHA-256" -> Proof.SCRAM_SHA_256;
                case "SCRAM-SHA-512" -> Proof.SCRAM_SHA_512;
                case "GSSAPI" -> Proof.GSSAPI;
                case "OAUTHBEARER" -> Proof.OAUTHBEARER;
                default -> Proof.NONE;
            };
        }
        boolean certificate = protocol.equals("SSL")
                && List.of("ssl.keystore.location", "ssl.keystore.key").stream()
                        .anyMatch(name -> setting(settings, name).isPresent());
        return certificate ? Proof.CERTIFICATE : Proof.NONE;
    }

    private static Optional<String> setting(Function<String, Optional<String>> settings, String name) {
        return PREFIXES.stream()
                .flatMap(prefix -> settings.apply(prefix + name).stream())
                .findFirst();
    }
}
