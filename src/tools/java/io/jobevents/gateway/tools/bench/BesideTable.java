package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.tools.bench.Figure.Quantity;
import java.util.List;

/** A table of the gateway's figures divided by those of {@link Target#BESIDE}, by load. */
final class BesideTable {

    private static final List<Quantity> QUANTITIES =
            List.of(Quantity.CPU, Quantity.RATE, Quantity.P50, Quantity.P99, Quantity.P999, Quantity.ALLOCATED);

    private BesideTable() {}

    /** The table in Markdown; empty without the other gateway. */
    static String of(Measurements figures) {
        StringBuilder table = new StringBuilder();
        for (Setting setting : Setting.values()) {
            if (ratio(figures, Quantity.CPU, setting).isEmpty()) {
                continue;
            }
            table.append("| ").append(setting.words());
            QUANTITIES.forEach(quantity -> table.append(" | ").append(ratio(figures, quantity, setting)));
            table.append(" |\n");
        }
        return table.isEmpty()
                ? ""
                : "| gateway through gateway, beside | CPU | callbacks/s | p50 | p99 | p99.9 | allocated |\n|---|--:|--:|--:|--:|--:|--:|\n"
                        + table + "\n";
    }

    private static String ratio(Measurements figures, Quantity quantity, Setting setting) {
        return figures.ratio(quantity, Target.GATEWAY, setting, Target.BESIDE, setting)
                .map(spread -> spread.format("%.3f"))
                .orElse("");
    }
}
