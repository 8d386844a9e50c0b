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

/** The state of this pod, and another try for what the spool keeps aside. */
@Singleton
final class StateApi implements ConsoleApi {

    /** As long as the spool itself waits for a disk. */
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
            call.problem(Reason.UNAVAILABLE, "The spool's disk did not answer; its state and the log say more.");
            return;
        }
        changes.made(call.name(), Change.SPOOL_RETRY, retried.get() + " records set aside are tried again");
        call.answer(out -> out.writeNumberField("retried", retried.get()));
    }

    /** Empty if the disk fails or is late. */
    private static <T> Optional<T> inTime(CompletionStage<T> asked) throws InterruptedException {
        try {
            return Optional.of(asked.toCompletableFuture().get(DISK_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }
}
