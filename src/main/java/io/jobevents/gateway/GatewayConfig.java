package io.jobevents.gateway;

import io.jobevents.gateway.event.PersonalData;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration under {@code gateway.}; {@code application.properties} describes each key. */
@ConfigMapping(prefix = "gateway")
public interface GatewayConfig {

    Http http();

    Accept accept();

    /** By name. */
    Map<String, Source> sources();

    Callbacks callback();

    Moderation moderation();

    Topics topics();

    Publish publish();

    Spool spool();

    Shutdown shutdown();

    Schemas schemas();

    Console console();

    /** The callback endpoint. */
    interface Http {
        @WithDefault("/callbacks")
        String path();

        @WithDefault("token")
        Auth auth();

        Optional<List<String>> tokens();

        /** Instead of tokens: a file of tokens, which is reloaded when it changes. */
        Optional<Path> tokensFile();

        @WithDefault("4M")
        MemorySize maxBodySize();

        @WithDefault("4096")
        int maxInFlight();

        /** A quarter of the heap, if not set. */
        Optional<MemorySize> maxInFlightBytes();

        @WithDefault("8192")
        int maxConnections();

        @WithDefault("400")
        int rejectedStatus();

        /** Callbacks per second and gateway; no limit, if not set. */
        Optional<Integer> maxRate();
    }

    /** A source beside the default one. Keys that are not set have the values of the default source. */
    interface Source {
        Optional<List<String>> tokens();

        Optional<Path> tokensFile();

        Optional<List<String>> buckets();

        Optional<Integer> rejectedStatus();

        Optional<Integer> maxRate();
    }

    /** Who may post. */
    enum Auth {
        TOKEN,
        NONE
    }

    /** Which callbacks are accepted. */
    interface Accept {
        /** All, if not set. */
        Optional<List<String>> buckets();
    }

    /** The bounds of one callback. */
    interface Callbacks {
        @WithDefault("64")
        int maxDepth();

        @WithDefault("600000")
        int maxNodes();

        @WithDefault("100")
        int maxJobs();
    }

    /** How moderation results are handled. */
    interface Moderation {
        /** Personal data of the user whose object was moderated. */
        @WithDefault("keep")
        PersonalData user();
    }

    /** The topics. */
    interface Topics {
        @WithDefault("ci")
        String prefix();

        @WithDefault("none")
        Create create();

        @WithDefault("3")
        int partitions();

        /** 3, or as many as there are brokers, if not set. */
        Optional<Short> replicationFactor();

        Optional<List<String>> extraTags();

        @WithDefault("PT1M")
        Duration refresh();
    }

    /** When the gateway creates missing topics. */
    enum Create {
        NONE,
        ON_DEMAND,
        STARTUP
    }

    /** How long callbacks wait for Kafka, and how many. */
    interface Publish {
        @WithDefault("PT1.5S")
        Duration timeout();

        @WithDefault("512")
        int maxWaiting();
    }

    /** The spool on disk. */
    interface Spool {
        @WithDefault("true")
        boolean enabled();

        @WithDefault("spool")
        Path path();

        @WithDefault("1G")
        MemorySize maxSize();
    }

    /** The shutdown. */
    interface Shutdown {
        @WithDefault("PT5S")
        Duration notice();

        @WithDefault("PT60S")
        Duration drain();
    }

    /** The schema addresses in events. */
    interface Schemas {
        @WithDefault("urn:jobevents:schemas")
        String baseUri();
    }

    /** The console on the management port. */
    interface Console {
        @WithDefault("false")
        boolean enabled();

        /** Each optionally with a user name and a colon before it. */
        Optional<List<String>> tokens();

        /** Instead of tokens: a file of tokens, which is reloaded when it changes. */
        Optional<Path> tokensFile();
    }
}
