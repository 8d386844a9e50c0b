package io.jobevents.gateway.http.wire;

import io.jobevents.gateway.Refusal;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A request in place of an unreadable head, with the reason of the refusal. It contains nothing of that head, and is
 * the last request of its connection.
 */
public final class UnreadableHead {

    /**
     * A sender cannot send a header of this name: HTTP/1.1 ends names at a colon, and HTTP/2 has no such pseudo-header.
     */
    private static final String MARK = ":refusal";

    /** The decoder reads a line that begins with a colon as a header with this name. */
    private static final String NO_NAME = "";

    private UnreadableHead() {}

    /** The reason of the refusal, if the request replaces an unreadable head. */
    public static Optional<Refusal> refusal(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(MARK)).map(Refusal::valueOf);
    }

    static HttpRequest standIn(Refusal refusal) {
        HttpHeaders headers = new DefaultHttpHeaders(false)
                .add(MARK, refusal.name())
                .add(HttpHeaderNames.HOST, "localhost")
                .add(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/", headers);
    }

    /**
     * The reason why a head is unreadable, by the failure of its decoder and by rules that the decoder does not check.
     */
    static Optional<Refusal> of(HttpRequest head) {
        if (head.decoderResult().isFailure()) {
            return Optional.of(reason(head, head.decoderResult().cause()));
        }
        HttpHeaders headers = head.headers();
        if (!isKnown(head.protocolVersion()) || isOfUnknownLength(headers) || headers.contains(NO_NAME)) {
            return Optional.of(Refusal.MALFORMED_REQUEST);
        }
        boolean oneHost = headers.getAll(HttpHeaderNames.HOST).size() <= 1; // RFC 9112, section 3.2
        return oneHost ? Optional.empty() : Optional.of(Refusal.INVALID_HOST);
    }

    private static boolean isKnown(HttpVersion version) {
        return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
    }

    private static Refusal reason(HttpRequest head, Throwable failure) {
        return switch (failure) {
            case TooLongHttpLineException tooLong -> Refusal.URI_TOO_LONG;
            case TooLongHttpHeaderException tooLarge -> Refusal.HEADERS_TOO_LARGE;
            case Throwable other when lengthsContradict(head.headers()) -> Refusal.CONTRADICTING_LENGTHS;
            case Throwable other -> Refusal.MALFORMED_REQUEST;
        };
    }

    /** RFC 9112, section 6.3: different lengths, or a length together with chunks. */
    private static boolean lengthsContradict(HttpHeaders headers) {
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        return lengths.stream()
                                .flatMap(line -> Arrays.stream(line.split(",")))
                                .map(String::strip)
                                .distinct()
                                .count()
                        > 1
                || !lengths.isEmpty() && headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    /**
     * RFC 9112, sections 6.1 and 6.3: {@code chunked}, once, is the only supported transfer coding. Other servers may
     * interpret a list such as {@code identity, chunked} differently.
     */
    private static boolean isOfUnknownLength(HttpHeaders headers) {
        if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return false;
        }
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.size() != 1
                || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                        codings.getFirst().strip());
    }
}
