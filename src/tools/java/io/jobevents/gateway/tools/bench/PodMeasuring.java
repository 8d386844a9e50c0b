package io.jobevents.gateway.tools.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Measures a pod of 512 MiB at steady rates, first right after its start with a cold JVM, then for a long time. */
final class PodMeasuring {

    static final List<Integer> PROCESSORS = List.of(1, 2);
    static final List<Integer> RATES = List.of(1_000, 10_000);

    /** The start of a broker and a pod. */
    private static final Duration START = Duration.ofSeconds(10);

    private static final Duration TRAINING = Duration.ofMinutes(1);

    private static final Path FIGURES = BenchFolder.HOME.resolve("pod.md");

    private final BenchOptions options;
    private final PrintStream out;

    PodMeasuring(BenchOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    Duration length() {
        return options.warmUp()
                .plus(options.time())
                .plus(START)
                .multipliedBy((long) PROCESSORS.size() * RATES.size())
                .plus(TRAINING);
    }

    /** @throws IOException also if control groups cannot be used on this machine */
    PodReport run() throws IOException, InterruptedException, ExecutionException {
        int version = version();
        out.println("Making the image's folder and its AOT cache");
        PodHome home = PodHome.make();
        String circumstances =
                "%s, control groups of version %d with 512 MiB, the options and the AOT cache of the image, %d connections."
                        .formatted(Machine.describe(), version, Setting.STEADY.connections());
        List<PodFigure> figures = new ArrayList<>();
        for (int processors : PROCESSORS) {
            for (int rate : RATES) {
                try (BenchBroker broker = BenchBroker.start()) {
                    measure(home, broker.site(), processors, rate, figures);
                }
                // Written after each figure, so that an aborted run keeps its figures.
                Files.writeString(FIGURES, new PodReport(circumstances, figures).generated());
            }
        }
        return new PodReport(circumstances, figures);
    }

    /** The version of control groups on this machine. Creates one, so that a failure shows before the long steps. */
    private static int version() throws IOException {
        try (ControlGroup trial = ControlGroup.create(ControlGroup.ROOT, Pod.MEMORY_BYTES, 1)) {
            return trial.version();
        }
    }

    private void measure(PodHome home, Site site, int processors, int rate, List<PodFigure> figures)
            throws IOException {
        out.printf("%d processors, %,d callbacks a second%n", processors, rate);
        try (Pod pod = Pod.start(home, site, processors)) {
            figures.add(measure(pod, processors, rate, "first", options.warmUp()));
            if (pod.isAlive()) {
                figures.add(measure(pod, processors, rate, "then", options.time()));
            }
        }
    }

    private PodFigure measure(Pod pod, int processors, int rate, String when, Duration time) throws IOException {
        GcPauses before = pod.pauses();
        Duration cpu = pod.meter().cpu();
        Setting setting = Setting.STEADY;
        LoadPlan plan =
                new LoadPlan(pod.port(), setting.connections(), true, rate, Duration.ZERO, time, Long.MAX_VALUE);
        LoadResult result = load(plan, Requests.of(setting, Target.GATEWAY.path(setting) + "?token=" + Target.TOKEN));
        GcPauses pauses = pod.pauses().since(before);
        boolean alive = pod.meter().isAlive();
        String part = when + " " + time.toSeconds() + " s";
        PodFigure figure = new PodFigure(
                processors,
                rate,
                alive ? part : part + ", and it ended",
                result.rate(),
                Measuring.millis(result.p50()),
                Measuring.millis(result.p99()),
                Measuring.millis(result.p999()),
                Measuring.millis(result.max()),
                result.failed(),
                pauses.millis().size(),
                pauses.median(),
                pauses.longest(),
                pauses.full(),
                alive
                        ? pod.meter().cpu().minus(cpu).toNanos()
                                / (double) result.time().toNanos()
                        : 0,
                alive ? pod.meter().peakResidentBytes() / (double) (1 << 20) : 0);
        out.print(figure.row());
        return figure;
    }

    /** Sends the load. A pod that stops answering gives a result with a failure. */
    private LoadResult load(LoadPlan plan, Requests requests) {
        try {
            return LoadGenerator.run(plan, requests, LoadGenerator.Window.NONE);
        } catch (IOException silent) {
            out.println("The load was aborted: " + silent.getMessage());
            return new LoadResult(0, 1, plan.time(), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        }
    }
}
