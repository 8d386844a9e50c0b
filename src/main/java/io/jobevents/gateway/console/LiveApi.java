package io.jobevents.gateway.console;

import io.jobevents.gateway.console.ConsoleProblem.Reason;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The live view: {@code POST /console/api/live} answers with a stream of new records that match a filter. */
@Singleton
final class LiveApi implements ConsoleApi {

    private final LiveHub hub;

    LiveApi(LiveHub hub) {
        this.hub = hub;
    }

    @Override
    public void mount(Routes routes) {
        routes.post("/live", this::live);
    }

    private void live(Call call) {
        Optional<RecordFilter> filter = RecordFilter.of(call.json());
        if (filter.isEmpty()) {
            call.problem(Reason.MALFORMED_REQUEST, "The body is not a filter.");
            return;
        }
        CompletableFuture<EventStream> begun = new CompletableFuture<>();
        Optional<LiveViewer> viewer = hub.join(filter.get(), () -> {
            EventStream stream = call.stream();
            begun.complete(stream);
            return stream::send;
        });
        if (viewer.isEmpty()) {
            call.problem(
                    Reason.TOO_MANY_VIEWERS, "This pod has its limit of " + LiveHub.MOST_VIEWERS + " live viewers.");
        } else {
            begun.join().onClose(() -> hub.leave(viewer.get()));
        }
    }
}
