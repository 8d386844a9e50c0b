package io.jobevents.gateway.console;

import io.jobevents.gateway.CallbackGateway;
import io.jobevents.gateway.ConsoleMetrics.Change;
import io.jobevents.gateway.Delivery;
import io.jobevents.gateway.Ending;
import io.jobevents.gateway.Outcome;
import io.jobevents.gateway.Sources;
import io.jobevents.gateway.console.ConsoleProblem.Reason;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Delivers a packaged specimen to the gateway, with a new JobId each time. In dev mode only. */
@IfBuildProfile("dev")
@Singleton
final class SpecimenApi implements ConsoleApi {

    private static final String SPECIMEN = "/documents/specimens/snapshot-success.xml";

    private final CallbackGateway gateway;
    private final Sources sources;
    private final Clock clock;
    private final Changes changes;

    SpecimenApi(CallbackGateway gateway, Sources sources, Clock clock, Changes changes) {
        this.gateway = gateway;
        this.sources = sources;
        this.clock = clock;
        this.changes = changes;
    }

    @Override
    public void mount(Routes routes) {
        routes.post("/specimen", this::post);
    }

    private void post(Call call) {
        Delivery delivery = new Delivery(
                sources.byDefault(), specimen(), Optional.of("application/xml"), clock.instant(), Optional.empty());
        gateway.accept(delivery, new Ending() {
            @Override
            public void ended(Outcome outcome) {
                answer(call, outcome);
            }

            @Override
            public void failed(Throwable fault) {
                call.problem(Reason.INTERNAL_ERROR, "Internal error; see the gateway's log.");
            }
        });
    }

    private void answer(Call call, Outcome outcome) {
        List<String> events =
                switch (outcome) {
                    case Outcome.Published published -> published.events();
                    case Outcome.Spooled spooled -> spooled.events();
                    case Outcome.Probe() -> List.of();
                    case Outcome.Rejected rejected -> List.of();
                    case Outcome.Unavailable unavailable -> List.of();
                };
        if (events.isEmpty()) {
            call.problem(Reason.UNAVAILABLE, "The specimen could be neither published nor spooled; is Kafka running?");
            return;
        }
        changes.made(call.name(), Change.SPECIMEN, "a specimen was posted");
        call.answer(out -> {
            out.writeArrayFieldStart("events");
            for (String event : events) {
                out.writeString(event);
            }
            out.writeEndArray();
        });
    }

    private static byte[] specimen() {
        try (InputStream in = SpecimenApi.class.getResourceAsStream(SPECIMEN)) {
            if (in == null) {
                throw new IllegalStateException("Not in the program: " + SPECIMEN);
            }
            String id = "j" + UUID.randomUUID().toString().replace("-", "");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst("<JobId>[^<]*</JobId>", "<JobId>" + id + "</JobId>")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading a specimen from the program", e);
        }
    }
}
