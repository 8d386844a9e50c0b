package io.jobevents.gateway.console;

import io.jobevents.gateway.CallbackRecords;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.QuarantineTopic;
import io.jobevents.gateway.QuarantineTopic.Opened;
import io.jobevents.gateway.QuarantineTopic.Unreachable;
import io.jobevents.gateway.QuarantineTopic.Use;
import io.jobevents.gateway.callback.ReadableBody;
import io.jobevents.gateway.console.ConsoleProblem.Reason;
import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.record.Quarantined.Place;
import io.jobevents.gateway.record.Receipt;
import io.jobevents.gateway.replay.OpenBody;
import io.jobevents.gateway.replay.OpenFilter;
import io.jobevents.gateway.replay.OpenIndex;
import io.jobevents.gateway.replay.OpenQueries;
import io.jobevents.gateway.replay.OpenQueries.Group;
import io.jobevents.gateway.replay.OpenQueries.Mark;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Lists open bodies, and shows one with the result of decoding it now. Changes nothing. */
@Singleton
final class QuarantineApi implements ConsoleApi {

    private static final int ROWS = 100;
    private static final int MOST_ROWS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String GONE = "There is no body at this place; it was resolved or deleted, or never existed.";

    /** Resolved by the first request, since the routes are mounted before Kafka's clients exist. */
    private final Provider<QuarantineTopic> quarantine;

    private final Provider<OpenIndex> index;
    private final CallbackRecords callbacks;
    private final Clock clock;
    private final String prefix;

    QuarantineApi(
            Provider<QuarantineTopic> quarantine,
            Provider<OpenIndex> index,
            CallbackRecords callbacks,
            Clock clock,
            GatewayConfig config) {
        this.quarantine = quarantine;
        this.index = index;
        this.callbacks = callbacks;
        this.clock = clock;
        this.prefix = config.topics().prefix();
    }

    @Override
    public void mount(Routes routes) {
        routes.post("/quarantine", this::list);
        routes.get("/quarantine/:partition/:offset", this::show);
        routes.get("/quarantine/:partition/:offset/body", this::download);
    }

    /** @param rows one more than the limit, if there are more */
    private record Page(List<Group> groups, List<OpenBody> rows) {
        static Page of(OpenQueries queries, OpenFilter filter, Optional<Mark> after, int limit) {
            return new Page(queries.groups(filter), queries.newest(filter, after, limit + 1));
        }
    }

    private void list(Call call) {
        Members asked = new Members(call.json());
        asked.allowOnly(Members.namesOfFilter("limit", "after"));
        OpenFilter filter = asked.filter();
        int limit = asked.number("limit", ROWS, 1, MOST_ROWS);
        Optional<Mark> after = asked.mark("after");
        if (asked.fault().isPresent()) {
            call.problem(Reason.MALFORMED_REQUEST, asked.fault().get());
            return;
        }
        EventStream stream = call.stream();
        try {
            index.get()
                    .query(StreamWatcher.ofQuery(stream), queries -> Page.of(queries, filter, after, limit))
                    .ifPresent(page -> stream.send("list", list(page, limit), PATIENCE));
        } catch (Unreachable | UncheckedIOException e) {
            sendFailure(stream, e);
        } finally {
            stream.end();
        }
    }

    /** Sends an error as the last event of a stream, since its status has been sent. */
    static void sendFailure(EventStream stream, Exception e) {
        stream.send("failed", new ConsoleProblem(Reason.UNAVAILABLE, String.valueOf(e.getMessage())).body(), PATIENCE);
    }

    private static JsonBody list(Page page, int limit) {
        return out -> {
            boolean more = page.rows().size() > limit;
            List<OpenBody> rows = more ? page.rows().subList(0, limit) : page.rows();
            out.writeNumberField(
                    "total", page.groups().stream().mapToLong(Group::count).sum());
            out.writeArrayFieldStart("groups");
            for (Group group : page.groups()) {
                out.writeStartObject();
                out.writeStringField("reason", group.reason());
                out.writeStringField("source", group.source());
                out.writeNumberField("count", group.count());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeArrayFieldStart("bodies");
            for (OpenBody row : rows) {
                out.writeStartObject();
                BodyJson.writeRow(out, row);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeBooleanField("more", more);
            if (!rows.isEmpty()) {
                out.writeObjectFieldStart("after");
                BodyJson.writePlace(out, rows.getLast().place());
                out.writeStringField("time", rows.getLast().receivedAt().toString());
                out.writeEndObject();
            }
        };
    }

    private void show(Call call) {
        withBody(call, body -> {
            TimeLimit limit = new TimeLimit(PATIENCE);
            boolean found = index.get().at(body.place(), limit).isPresent();
            Optional<Boolean> open = limit.isStopped() && !found ? Optional.empty() : Optional.of(found);
            Optional<ResultView> now = callbacks.hasSource(body.source())
                    ? Optional.of(new ResultView(
                            callbacks.of(
                                    body.body(),
                                    body.contentType(),
                                    Receipt.replayed(body.source(), clock.instant(), body.receivedAt())),
                            ReadableBody.of(body.body(), body.contentType())))
                    : Optional.empty();
            call.answer(out -> BodyJson.write(out, body, open, now, prefix));
        });
    }

    private void download(Call call) {
        withBody(
                call,
                body -> call.attachment(
                        "rejected-" + body.place().partition() + "-"
                                + body.place().offset(),
                        body.body()));
    }

    /** Answers a call with a body. */
    @FunctionalInterface
    private interface Answer {
        void of(Body body) throws Unreachable;
    }

    private void withBody(Call call, Answer answer) {
        try {
            Optional<Body> body = place(call).isPresent() ? read(place(call).get()) : Optional.empty();
            if (body.isPresent()) {
                answer.of(body.get());
            } else {
                call.problem(Reason.NOT_FOUND, GONE);
            }
        } catch (Unreachable | UncheckedIOException e) {
            call.problem(Reason.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Place> place(Call call) {
        try {
            return Optional.of(
                    new Place(Integer.parseInt(call.path("partition")), Long.parseLong(call.path("offset"))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<Body> read(Place place) throws Unreachable {
        try (Opened topic = quarantine.get().open(Use.READ)) {
            return topic.at(place).filter(Body.class::isInstance).map(Body.class::cast);
        }
    }
}
