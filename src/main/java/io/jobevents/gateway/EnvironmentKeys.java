package io.jobevents.gateway;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The {@code GATEWAY_*} environment variables that are known. Quarkus itself reports unknown keys of files and system
 * properties, but not of the environment.
 */
final class EnvironmentKeys {

    private static final String PREFIX = "GATEWAY_";

    /** An element of a list, such as {@code GATEWAY_HTTP_TOKENS_0_}. */
    private static final Pattern INDEX = Pattern.compile("_\\d+_?$");

    /**
     * The variables that Kubernetes sets in a pod for each service of its namespace, such as
     * {@code GATEWAY_SERVICE_HOST} and {@code GATEWAY_PORT_8080_TCP_ADDR} (Kubernetes, Service, "Environment
     * variables").
     */
    private static final Predicate<String> SERVICE_LINK = Pattern.compile(
                    ".*_SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)|.*_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?")
            .asMatchPredicate();

    private static final Predicate<String> SERVICE_ADDRESS =
            Pattern.compile("(tcp|udp|sctp)://.*").asMatchPredicate();

    /**
     * The name of a source within a variable. It has at least one letter, since a number is an index of a list. Known
     * names have {@link #ANY_SOURCE} in its place.
     */
    private static final Pattern SOURCE = Pattern.compile("^GATEWAY_SOURCES_(?=[0-9]*[A-Z])[A-Z0-9]{1,32}_");

    private static final String ANY_SOURCE = "GATEWAY_SOURCES_*_";

    private EnvironmentKeys() {}

    /** The variables that have the gateway's prefix but are not known, in alphabetical order. */
    static Set<String> unknown(Map<String, String> environment) {
        Set<String> known = new TreeSet<>();
        collect(GatewayConfig.class, PREFIX, known);
        Set<String> unknown = new TreeSet<>();
        environment.forEach((name, value) -> {
            boolean link = SERVICE_LINK.test(name) || name.endsWith("_PORT") && SERVICE_ADDRESS.test(value);
            if (name.startsWith(PREFIX)
                    && !link
                    && !known.contains(
                            SOURCE.matcher(INDEX.matcher(name).replaceFirst("")).replaceFirst(ANY_SOURCE))) {
                unknown.add(name);
            }
        });
        return unknown;
    }

    private static void collect(Class<?> group, String prefix, Set<String> names) {
        for (Method key : group.getMethods()) {
            String name = prefix + key.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
            if (key.getReturnType() == Map.class) {
                collect(GatewayConfig.Source.class, name + "_*_", names);
            } else if (key.getReturnType().getEnclosingClass() == GatewayConfig.class
                    && key.getReturnType().isInterface()) {
                collect(key.getReturnType(), name + "_", names);
            } else {
                names.add(name);
            }
        }
    }
}
