package io.jobevents.gateway.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.RecordTopics;
import io.jobevents.gateway.RecordTopics.Busy;
import io.jobevents.gateway.RecordTopics.Found;
import io.jobevents.gateway.RecordTopics.Reader;
import io.jobevents.gateway.RecordTopics.Span;
import io.jobevents.gateway.RecordTopics.Unreachable;
import io.jobevents.gateway.TopicSettings;
import io.jobevents.gateway.console.ConsoleProblem.Reason;
import io.jobevents.gateway.record.TagCatalogue;
import io.jobevents.gateway.record.TopicRecord;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads existing records: a search backward in time, and the record at a place. */
@Singleton
final class HistoryApi implements ConsoleApi {

    /** The longest wait for one of the readers of this pod. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int LIMIT = 100;
    private static final int MOST = 500;

    private final RecordTopics topics;
    private final Candidate.Topics known;
    private final AtomicInteger searches = new AtomicInteger();

    HistoryApi(RecordTopics topics, GatewayConfig config, TagCatalogue catalogue, Activity activity) {
        this.topics = topics;
        this.known = new Candidate.Topics(TopicSettings.quarantine(config), catalogue);
        activity.searches(this::searches);
    }

    @Override
    public void mount(Routes routes) {
        routes.post("/search", this::search);
        routes.get("/records/:topic/:partition/:offset", this::record);
        routes.get("/records/:topic/:partition/:offset/value", this::value);
    }

    /** The number of running searches. */
    int searches() {
        return searches.get();
    }

    private void search(Call call) {
        Optional<RecordFilter> filter = RecordFilter.of(
                call.json().path("filter").isMissingNode()
                        ? JsonNodeFactory.instance.objectNode()
                        : call.json().path("filter"));
        Optional<Span> span = span(call.json());
        if (filter.isEmpty() || span.isEmpty()) {
            call.problem(
                    Reason.MALFORMED_REQUEST,
                    "A search takes a filter, the times from and to, and a limit of 1 to " + MOST + ".");
            return;
        }
        try (Reader reader = topics.reader(PATIENCE)) {
            search(reader, call.stream(), filter.get(), span.get());
        } catch (Busy | Unreachable e) {
            refuse(call, e);
        }
    }

    private void search(Reader reader, EventStream stream, RecordFilter filter, Span span) {
        SearchStream results = new SearchStream(stream, reader::stop, span.to().orElseGet(Instant::now));
        stream.onClose(reader::stop);
        searches.incrementAndGet();
        try {
            Found found = reader.search(
                    span,
                    record -> {
                        Candidate candidate = new Candidate(record, known);
                        return filter.matches(candidate) ? Optional.of(candidate.row()) : Optional.empty();
                    },
                    results);
            results.end(found);
        } catch (Unreachable e) {
            results.failed(String.valueOf(e.getMessage()));
        } finally {
            searches.decrementAndGet();
            stream.end();
        }
    }

    private static Optional<Span> span(JsonNode json) {
        JsonNode limit = json.path("limit");
        if (!limit.isMissingNode() && (!limit.isInt() || limit.intValue() < 1 || limit.intValue() > MOST)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Span(time(json.path("from")), time(json.path("to")), limit.asInt(LIMIT)));
        } catch (DateTimeException odd) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(Instant.parse(value.asText()));
    }

    private void record(Call call) {
        at(call).ifPresent(record -> call.answer(WholeRecord.json(record, known.quarantine())));
    }

    private void value(Call call) {
        at(call).ifPresent(record -> record.value()
                .ifPresentOrElse(
                        value -> call.attachment(
                                record.place().toString().replace('/', '-') + ".bin", value), // topics have no slash
                        () -> call.problem(Reason.NOT_FOUND, "This record has no value.")));
    }

    /** The requested record; if empty, the call has been answered. */
    private Optional<TopicRecord> at(Call call) {
        try {
            TopicRecord.Place place = new TopicRecord.Place(
                    call.path("topic"), Integer.parseInt(call.path("partition")), Long.parseLong(call.path("offset")));
            Optional<TopicRecord> record;
            try (Reader reader = topics.reader(PATIENCE)) {
                record = reader.at(place);
            }
            if (record.isEmpty()) {
                call.problem(Reason.NOT_FOUND, "There is no record at this place; it may have been deleted.");
            }
            return record;
        } catch (NumberFormatException odd) {
            call.problem(Reason.NOT_FOUND, "The partition and the offset of a place are numbers.");
        } catch (Busy | Unreachable e) {
            refuse(call, e);
        }
        return Optional.empty();
    }

    private static void refuse(Call call, Exception why) {
        call.problem(why instanceof Busy ? Reason.OVERLOADED : Reason.UNAVAILABLE, why.getMessage() + ".");
    }
}
