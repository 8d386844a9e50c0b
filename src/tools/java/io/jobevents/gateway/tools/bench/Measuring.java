package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.tools.bench.Figure.Quantity;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;

/** Measures a target under a load, and adds and prints the figures. */
final class Measuring {

    /** A target and the meter of its process. */
    record Metered(TargetProcess process, ProcessMeter meter) implements AutoCloseable {

        static Metered start(Target target, Launch launch) throws IOException {
            TargetProcess process = TargetProcess.start(target, launch);
            try {
                return new Metered(process, ProcessMeter.withJvm(process.pid()));
            } catch (IOException e) {
                process.close();
                throw e;
            }
        }

        Target target() {
            return process.target();
        }

        @Override
        public void close() {
            try {
                meter.close();
            } catch (IOException gone) {
                // the process ends next
            }
            process.close();
        }
    }

    private static final Duration WARM_UP_SLICE = Duration.ofSeconds(2);

    private final BenchOptions options;
    private final Measurements figures;
    private final PrintStream out;

    Measuring(BenchOptions options, Measurements figures, PrintStream out) {
        this.options = options;
        this.figures = figures;
        this.out = out;
    }

    BenchOptions options() {
        return options;
    }

    /** The arguments of targets that publish to a Kafka. */
    Launch launch(Site site) {
        return Launch.of(options, site);
    }

    Measurements figures() {
        return figures;
    }

    void say(String sentence, Object... values) {
        out.printf(sentence + "%n", values);
    }

    /** Warms up the JIT, with and without keep-alive, for the same time on all targets. */
    void warm(Metered target) throws IOException {
        say("  warming up: %s", target.target().words());
        long begun = System.nanoTime();
        while (since(begun).compareTo(options.warmUp()) < 0) {
            load(target.process(), Setting.KEEP_64, WARM_UP_SLICE.multipliedBy(2));
            load(target.process(), Setting.CLOSE_64, WARM_UP_SLICE);
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    /** Sends load without measuring. */
    void load(TargetProcess target, Setting setting, Duration time) throws IOException {
        LoadGenerator.run(
                LoadPlan.of(target.port(), setting, Duration.ZERO, time),
                Requests.of(setting, target.path(setting)),
                LoadGenerator.Window.NONE);
    }

    /** Measures for the time of the options. */
    void measure(Metered target, Setting setting, int round, long brokerPid) throws IOException {
        LoadPlan plan = LoadPlan.of(target.process().port(), setting, options.settling(), options.time(setting));
        measure(target, setting, plan, round, brokerPid);
    }

    void measure(Metered target, Setting setting, LoadPlan plan, int round, long brokerPid) throws IOException {
        try (ProcessMeter broker = ProcessMeter.of(brokerPid);
                ProcessMeter generator = ProcessMeter.of(ProcessHandle.current().pid())) {
            Taken taken = new Taken(target.meter(), broker, generator);
            LoadResult result = LoadGenerator.run(
                    plan, Requests.of(setting, target.process().path(setting)), taken);
            note(target.target(), setting, round, result, taken);
        }
    }

    private void note(Target target, Setting setting, int round, LoadResult result, Taken taken) throws IOException {
        double answered = Math.max(1, result.answered());
        double cpu = micros(taken.target.minus(taken.compilers)) / answered;
        figures.add(Quantity.RATE, target, setting, round, result.rate());
        figures.add(Quantity.CPU, target, setting, round, cpu);
        figures.add(Quantity.COMPILER_CPU, target, setting, round, micros(taken.compilers) / answered);
        figures.add(Quantity.P50, target, setting, round, millis(result.p50()));
        figures.add(Quantity.P99, target, setting, round, millis(result.p99()));
        figures.add(Quantity.P999, target, setting, round, millis(result.p999()));
        figures.add(Quantity.MAX, target, setting, round, millis(result.max()));
        figures.add(Quantity.ALLOCATED, target, setting, round, taken.allocated / answered);
        figures.add(Quantity.BROKER_CPU, target, setting, round, micros(taken.broker) / answered);
        figures.add(Quantity.GENERATOR_CPU, target, setting, round, micros(taken.generator) / answered);
        figures.add(Quantity.FAILED, target, setting, round, result.failed());
        say(
                "  %-16s %-38s %,7.0f/s  %6.1f µs  and %5.1f of its JIT  %5.1f kB  p99 %6.1f ms%s",
                target.words(),
                setting.words(),
                result.rate(),
                cpu,
                micros(taken.compilers) / answered,
                taken.allocated / answered / 1_000,
                millis(result.p99()),
                result.failed() == 0 ? "" : "  NOT ANSWERED 200: " + result.failed());
    }

    private static double micros(Duration time) {
        return time.toNanos() / 1e3;
    }

    static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    /** The CPU time and allocation of the three processes while answers count. */
    private static final class Taken implements LoadGenerator.Window {

        private final ProcessMeter targetMeter;
        private final ProcessMeter brokerMeter;
        private final ProcessMeter generatorMeter;
        private Duration target = Duration.ZERO;
        private Duration broker = Duration.ZERO;
        private Duration generator = Duration.ZERO;
        private Duration compilers = Duration.ZERO;
        private ThreadTimes threads = new ThreadTimes(Map.of());
        private long allocated;

        Taken(ProcessMeter targetMeter, ProcessMeter brokerMeter, ProcessMeter generatorMeter) {
            this.targetMeter = targetMeter;
            this.brokerMeter = brokerMeter;
            this.generatorMeter = generatorMeter;
        }

        @Override
        public void begins() throws IOException {
            allocated = targetMeter.allocatedBytes();
            threads = targetMeter.threads();
            target = targetMeter.cpu();
            broker = brokerMeter.isAlive() ? brokerMeter.cpu() : Duration.ZERO;
            generator = generatorMeter.cpu();
        }

        @Override
        public void ends() throws IOException {
            target = targetMeter.cpu().minus(target);
            broker = brokerMeter.isAlive() ? brokerMeter.cpu().minus(broker) : Duration.ZERO;
            generator = generatorMeter.cpu().minus(generator);
            compilers = targetMeter.threads().compilersSince(threads, target);
            allocated = targetMeter.allocatedBytes() - allocated;
        }
    }
}
