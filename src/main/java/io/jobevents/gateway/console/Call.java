package io.jobevents.gateway.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A request to the console's API that passed the guards, and its answer. The handler calls exactly one of
 * {@link #answer}, {@link #attachment}, {@link #noContent}, {@link #problem} and {@link #stream}, once, on any thread.
 */
final class Call {

    private final RoutingContext routing;
    private final Context loop;
    private final String name;
    private final byte[] body;
    private final JsonNode json;
    /** For the thread of the handler. */
    private Optional<EventStream> stream = Optional.empty();

    /**
     * @param loop the event loop of the connection
     * @param name the name of the viewer
     * @param json the body, if the route takes JSON
     */
    Call(RoutingContext routing, Context loop, String name, byte[] body, Optional<JsonNode> json) {
        this.routing = routing;
        this.loop = loop;
        this.name = name;
        this.body = body;
        this.json = json.orElseGet(JsonNodeFactory.instance::objectNode);
    }

    /** The name of the viewer, for the log; {@link Guard#ANONYMOUS} without tokens. */
    String name() {
        return name;
    }

    /** A path parameter, decoded, such as {@code topic} of {@code /records/:topic}. */
    String path(String parameter) {
        return routing.pathParam(parameter);
    }

    /** A query parameter, decoded. */
    Optional<String> query(String parameter) {
        return routing.queryParam(parameter).stream().findFirst();
    }

    Optional<String> header(String header) {
        return Optional.ofNullable(routing.request().getHeader(header));
    }

    /** The JSON object of the body; empty if there is no body, or if the route takes raw bytes. */
    JsonNode json() {
        return json;
    }

    byte[] body() {
        return body;
    }

    /** Answers 200. */
    void answer(JsonBody answer) {
        end(200, "application/json", answer.bytes());
    }

    /** Answers 204. */
    void noContent() {
        write(response -> response.setStatusCode(204).end());
    }

    /**
     * Answers 200 with a file to download.
     *
     * @param fileName consists of A-Za-z0-9._-
     */
    void attachment(String fileName, byte[] bytes) {
        write(response -> response.putHeader("Content-Type", "application/octet-stream")
                .putHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"")
                .end(Buffer.buffer(bytes)));
    }

    void problem(ConsoleProblem problem) {
        end(problem.reason().status(), ConsoleProblem.MEDIA_TYPE, problem.body().bytes());
    }

    void problem(ConsoleProblem.Reason reason, String detail) {
        problem(new ConsoleProblem(reason, detail));
    }

    /** Answers 200 with server-sent events. The stream may outlast the handler. */
    EventStream stream() {
        EventStream begun =
                EventStream.begin(routing.response(), routing.request().connection(), routing.vertx(), loop);
        stream = Optional.of(begun);
        return begun;
    }

    /** Answers 500, or ends the stream if there is one. */
    void failed() {
        stream.ifPresentOrElse(
                EventStream::end,
                () -> problem(ConsoleProblem.Reason.INTERNAL_ERROR, "Internal error; see the gateway's log."));
    }

    private void end(int status, String mediaType, byte[] bytes) {
        write(response -> {
            response.setStatusCode(status).putHeader("Content-Type", mediaType);
            if (status == 503) {
                response.putHeader("Retry-After", "5");
            }
            response.end(Buffer.buffer(bytes));
        });
    }

    /** Whether the answer has begun, or the client has disconnected. */
    boolean isAnswered() {
        return routing.response().headWritten() || routing.response().closed();
    }

    private void write(Consumer<HttpServerResponse> write) {
        onLoop(open -> write.accept(open.response()));
    }

    /** Runs on the connection's event loop, unless {@link #isAnswered}. The work must not block. */
    void onLoop(Consumer<RoutingContext> work) {
        loop.runOnContext(now -> {
            if (!isAnswered() && !routing.response().ended()) {
                work.accept(routing);
            }
        });
    }

    /** Reads a value from the request. */
    <T> T of(Function<RoutingContext, T> read) {
        return read.apply(routing);
    }
}
