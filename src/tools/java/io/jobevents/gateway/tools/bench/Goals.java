package io.jobevents.gateway.tools.bench;

import static io.jobevents.gateway.tools.bench.Goal.against;
import static io.jobevents.gateway.tools.bench.Goal.atLeast;
import static io.jobevents.gateway.tools.bench.Goal.atMost;
import static java.util.stream.Collectors.joining;

import io.jobevents.gateway.tools.bench.Figure.Quantity;
import java.util.List;

/** The table of goals and the measured values. */
final class Goals {

    private static final List<Goal> ALL = List.of(
            atMost(
                    "CPU per callback against the floor, 64 connections",
                    2.3,
                    1.9,
                    against(Target.FLOOR, Quantity.CPU, Setting.KEEP_64)),
            atMost(
                    "against the floor that reads the body",
                    1.7,
                    1.4,
                    against(Target.FLOOR_READING, Quantity.CPU, Setting.KEEP_64)),
            atLeast(
                    "callbacks per second against the floor, 64 connections",
                    0.6,
                    0.75,
                    against(Target.FLOOR, Quantity.RATE, Setting.KEEP_64)),
            atMost(
                    "CPU per callback against Camel, 64 connections",
                    0.55,
                    0.45,
                    against(Target.CAMEL, Quantity.CPU, Setting.KEEP_64)),
            atLeast(
                    "callbacks per second against Camel, 64 connections",
                    1.6,
                    2,
                    against(Target.CAMEL, Quantity.RATE, Setting.KEEP_64)),
            atMost(
                    "CPU per callback against the floor, over 459 partitions",
                    2.3,
                    1.9,
                    against(Target.FLOOR, Quantity.CPU, Setting.PARTITIONS_459)),
            atMost(
                    "p99 against the floor at 10,000 callbacks a second",
                    1.5,
                    1.3,
                    against(Target.FLOOR, Quantity.P99, Setting.STEADY)),
            atMost(
                            "allocated per callback, 64 connections",
                            30,
                            24,
                            figures -> figures.spread(Quantity.ALLOCATED, Target.GATEWAY, Setting.KEEP_64)
                                    .map(bytes -> bytes.through(1_000)))
                    .in("kB"),
            atMost(
                            "p50 of a lone caller, more than the floor's",
                            1.5,
                            0,
                            figures -> figures.difference(Quantity.P50, Target.GATEWAY, Target.FLOOR, Setting.KEEP_1))
                    .in("ms")
                    .withoutStretch(),
            atMost(
                            "p50 of a lone caller against the floor's",
                            0,
                            1.3,
                            against(Target.FLOOR, Quantity.P50, Setting.KEEP_1))
                    .stretchAlone(),
            atMost(
                            "resident memory with a heap of 96 MB",
                            215,
                            200,
                            figures -> figures.spread(Quantity.RESIDENT, Target.GATEWAY, Setting.SMALL_HEAP))
                    .in("MB"),
            atMost(
                    "ready after start with an AOT cache against without",
                    0.4,
                    0.3,
                    against(Setting.START, Quantity.READY, Setting.START_AOT)));

    private Goals() {}

    /** The table in Markdown. */
    static String table(Measurements figures) {
        return "| | target | stretch | median (least–most) | |\n|---|--:|--:|--:|---|\n"
                + ALL.stream().map(goal -> goal.row(figures)).collect(joining());
    }
}
