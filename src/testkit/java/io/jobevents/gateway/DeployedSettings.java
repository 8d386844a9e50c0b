package io.jobevents.gateway;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The gateway's settings from a container's environment and the defaults. */
public final class DeployedSettings {

    /** Takes precedence over the defaults, like in the program. */
    private static final int ORDINAL = 300;

    private DeployedSettings() {}

    /** The faults with which a gateway with this environment would not start, a sentence each. */
    public static List<String> faults(Map<String, String> environment) {
        Set<String> unknown = EnvironmentKeys.unknown(environment);
        List<String> faults = new ArrayList<>(
                unknown.stream().map(name -> name + ": no such setting").toList());
        try {
            faults.addAll(ConfigCheck.faults(config(environment)));
        } catch (ConfigValidationException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
        return faults;
    }

    /** The faults with which a command without callbacks, drain or replay, would not start. */
    public static List<String> faultsWithoutDoor(Map<String, String> environment) {
        try {
            return ConfigCheck.faultsWithoutDoor(config(environment), environment);
        } catch (ConfigValidationException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /** The settings; the environment must have no faults. */
    public static GatewayConfig config(Map<String, String> environment) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withMapping(GatewayConfig.class)
                .withSources(new EnvConfigSource(environment, ORDINAL))
                .build();
        return config.getConfigMapping(GatewayConfig.class);
    }
}
