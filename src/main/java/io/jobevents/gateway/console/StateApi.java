package io.jobevents.gateway.console;

import io.jobevents.gateway.ConsoleMetrics.Change;
import io.jobevents.gateway.SpoolAside;
import io.jobevents.gateway.console.ConsoleProblem.Reason;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The state of this pod, and the retry of records that the spool has set aside. */
@Singleton
final class StateApi implements ConsoleApi {

    /** The timeout of the disk, the same as the spool's. */
    private static final Duration DISK_LIMIT = Duration.ofSeconds(2);

    private final StateJson state;
    private final SpoolAside aside;
    private final Changes changes;

    StateApi(StateJson state, SpoolAside aside, Changes changes) {
        this.state = state;
        this.aside = aside;
        this.changes = changes;
    }

    @Override
    public void mount(Routes routes) {
        routes.get("/state", call -> call.answer(state.of(inTime(aside.reasons()))));
        routes.post("/spool/retry", this::retry);
    }

    private void retry(Call call) throws InterruptedException {
        Optional<Long> retried = inTime(aside.retry());
        if (retried.isEmpty()) {
            call.problem(Reason.UNAVAILABLE, "The spool's disk did not answer in time; see the gateway's log.");
            return;
        }
        changes.made(call.name(), Change.SPOOL_RETRY, retried.get() + " records set aside are retried");
        call.answer(out -> out.writeNumberField("retried", retried.get()));
    }

    /** Waits for a result of the spool; empty if the disk fails or exceeds the timeout. */
    private static <T> Optional<T> inTime(CompletionStage<T> asked) throws InterruptedException {
        try {
            return Optional.of(asked.toCompletableFuture().get(DISK_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }
}
