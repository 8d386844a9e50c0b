package io.jobevents.gateway.cli;

import io.jobevents.gateway.Source;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.replay.Pace;
import io.jobevents.gateway.replay.Selection;
import io.quarkus.runtime.Quarkus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code replay}: replays rejected bodies. */
@Command(
        name = "replay",
        description =
                "Decodes the open bodies in quarantine anew, with this version and these settings, and publishes the"
                        + " events of those that are valid now; others stay as they are. Needs the rights Read and Write on"
                        + " the topic of rejected bodies. May run beside gateways, and again after it was stopped.")
final class ReplayCommand implements Runnable {

    /** In addition to {@link Doorless}. */
    private static final Map<String, String> SETTINGS = Map.of(
            "gateway.spool.enabled", "false",
            // Keeps standard output for the result.
            "quarkus.log.console.stderr", "true");

    private static final Pattern KEY = Pattern.compile("([a-z0-9]{1,32}-)?[0-9a-f]{64}");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            converter = ReasonConverter.class,
            description = "Only what was rejected for this reason; may be repeated.")
    private List<Reason> reasons = List.of();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only what was received at this time or later, such as 2026-11-28T06:00:00Z.")
    private Optional<Instant> since = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only what was received before this time.")
    private Optional<Instant> until = Optional.empty();

    @Option(names = "--key", paramLabel = "KEY", description = "Only the body of this key; may be repeated.")
    private List<String> keys = List.of();

    @Option(names = "--source", paramLabel = "NAME", description = "Only what came from this source.")
    private Optional<String> source = Optional.empty();

    @Option(names = "--dry-run", description = "Say what would become of each body, and write nothing.")
    private boolean dryRun;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Bodies a second at most; if not set, as Kafka acknowledges.")
    private Optional<Integer> rate = Optional.empty();

    /** Does not return: Quarkus ends the process with the status of the run. */
    @Override
    public void run() {
        check();
        Doorless.set(SETTINGS);
        if (dryRun) {
            System.setProperty("gateway.topics.create", "none");
        }
        List<String> arguments = spec().commandLine().getParseResult().originalArgs();
        Quarkus.run(ReplayRun.class, arguments.stream().skip(1).toArray(String[]::new));
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("The command was not made by picocli");
        }
        return spec;
    }

    private void check() {
        keys.forEach(key -> unless(KEY.matcher(key).matches(), "'" + key + "' is no key: 64 of 0-9a-f are expected"));
        source.ifPresent(name -> unless(Source.isName(name), "'" + name + "' is no name of a source: [a-z0-9]"));
        rate.ifPresent(bodies -> unless(bodies >= 1, "--rate is not positive"));
        unless(
                since.isEmpty() || until.isEmpty() || since.get().isBefore(until.get()),
                "--since is not before --until, so nothing can match");
    }

    private void unless(boolean right, String fault) {
        if (!right) {
            throw new ParameterException(spec().commandLine(), fault);
        }
    }

    boolean isDryRun() {
        return dryRun;
    }

    Selection selection() {
        return new Selection(new HashSet<>(reasons), since, until, Set.copyOf(keys), source);
    }

    Pace pace() {
        return rate.map(Pace::perSecond).orElseGet(Pace::unlimited);
    }

    static final class ReasonConverter implements ITypeConverter<Reason> {
        @Override
        public Reason convert(String word) {
            return Reason.ofCode(word)
                    .orElseThrow(() -> new TypeConversionException("'" + word + "' is no reason; the reasons are "
                            + Arrays.stream(Reason.values()).map(Reason::code).collect(Collectors.joining(", "))));
        }
    }

    static final class TimeConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + text
                        + "' is no time; one is written like 2026-11-28T06:00:00Z or 2026-11-28T14:00:00+08:00");
            }
        }
    }
}
