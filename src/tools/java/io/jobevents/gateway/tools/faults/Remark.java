package io.jobevents.gateway.tools.faults;

import io.jobevents.gateway.tools.soak.Report;
import io.jobevents.gateway.tools.soak.Row;

/** A remark on a run in the table, beside its figures. */
@FunctionalInterface
interface Remark {

    String of(Report report);

    /** The answer times in one phase. */
    static Remark answers(String phase) {
        return report -> {
            Row row = report.phases().stream()
                    .filter(each -> each.name().equals(phase))
                    .findFirst()
                    .orElseThrow();
            return "%s: p99 %d ms, max %d ms"
                    .formatted(phase, row.p99().toMillis(), row.max().toMillis());
        };
    }

    /** The time until the topics were complete. */
    static Remark drained() {
        return report -> report.complete()
                .map(time -> "complete %.1f s after the last answer".formatted(time.toMillis() / 1e3))
                .orElse("not complete");
    }
}
