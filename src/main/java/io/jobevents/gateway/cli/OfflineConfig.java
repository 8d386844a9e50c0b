package io.jobevents.gateway.cli;

import io.jobevents.gateway.ConfigCheck;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.document.Brokers;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Loads the gateway's settings for a mode that does not start it, from the same sources in the same order: system
 * properties, environment, {@code .env}, {@code quarkus.config.locations}, {@code config/application.properties}, the
 * program's own.
 *
 * <ul>
 *   <li>{@link Loaded}: valid settings; tokens are not checked
 *   <li>{@link Faulty}: invalid settings, with which the gateway would not start either
 * </ul>
 */
sealed interface OfflineConfig {

    record Loaded(GatewayConfig config, Brokers brokers) implements OfflineConfig {}

    /** @param sentences one for each fault, with the name of the setting */
    record Faulty(List<String> sentences) implements OfflineConfig {
        public Faulty {
            sentences = List.copyOf(sentences);
        }
    }

    static OfflineConfig load() {
        return load(ConfigUtils.configBuilder(), System.getenv());
    }

    /** @param sources the sources of Quarkus, or more */
    static OfflineConfig load(SmallRyeConfigBuilder sources, Map<String, String> environment) {
        try {
            SmallRyeConfig all = sources.withMapping(GatewayConfig.class).build();
            GatewayConfig config = all.getConfigMapping(GatewayConfig.class);
            Brokers brokers = Brokers.of(name -> all.getOptionalValue(name, String.class));
            List<String> faults = ConfigCheck.faultsWithoutDoor(config, environment);
            return faults.isEmpty() ? new Loaded(config, brokers) : new Faulty(faults);
        } catch (ConfigValidationException e) {
            return new Faulty(IntStream.range(0, e.getProblemCount())
                    .mapToObj(i -> e.getProblem(i).getMessage())
                    .toList());
        } catch (IllegalArgumentException e) { // a malformed or unreadable file, or an invalid address of one
            return new Faulty(List.of(String.valueOf(e.getMessage())));
        }
    }
}
