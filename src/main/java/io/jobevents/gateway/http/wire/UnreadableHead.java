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
 * A request that stands for a head that could not be read, and says why it is refused. It holds nothing of that head, and is the
 * last of its connection.
 */
public final class UnreadableHead {

    /** No header of a sender has this name: HTTP/1.1 ends names at a colon, HTTP/2 knows no such pseudo-header. */
    private static final String MARK = ":refusal";

    /** The decoder takes a line that begins with a colon for a header. */
    private static final String NO_NAME = "";

    private UnreadableHead() {}

    /** Why that request is refused, if it stands for a head that could not be read. */
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

    /** Why that head cannot be read, from what its decoder says and from rules that the decoder lets pass. */
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

    /** RFC 9112, section 6.3: more than one length, or a length beside chunks. */
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
     * RFC 9112, sections 6.1 and 6.3: chunks are the only transfer coding that is known here, and tell the length once. A list,
     * such as {@code identity, chunked}, is one that other servers may read otherwise.
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
