package io.jobevents.gateway.console;

import io.jobevents.gateway.CallbackRecords;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.callback.ReadableBody;
import io.jobevents.gateway.console.ConsoleProblem.Reason;
import io.jobevents.gateway.record.Origin;
import io.jobevents.gateway.record.Receipt;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Decodes a body like a delivery, and answers with the events and faults. Publishes and stores nothing. */
@Singleton
final class CheckApi implements ConsoleApi {

    private final CallbackRecords callbacks;
    private final Clock clock;
    private final String prefix;
    private final long maxBodySize;

    CheckApi(CallbackRecords callbacks, Clock clock, GatewayConfig config) {
        this.callbacks = callbacks;
        this.clock = clock;
        this.prefix = config.topics().prefix();
        this.maxBodySize = config.http().maxBodySize().asLongValue();
    }

    @Override
    public void mount(Routes routes) {
        routes.post("/check", maxBodySize, this::check);
    }

    private void check(Call call) {
        String source = call.query("source").orElse(Origin.DEFAULT);
        if (!callbacks.hasSource(source)) {
            call.problem(Reason.MALFORMED_REQUEST, "This gateway has no source of that name.");
            return;
        }
        Optional<String> contentType = call.query("contentType");
        ResultView view = new ResultView(
                callbacks.of(call.body(), contentType, Receipt.delivered(source, clock.instant(), Optional.empty())),
                ReadableBody.of(call.body(), contentType));
        call.answer(out -> {
            out.writeStringField("outcome", view.outcome());
            view.write(out, prefix);
        });
    }
}
