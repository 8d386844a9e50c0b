package io.jobevents.gateway.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The decoder with default limits, and decoded trees as text for assertions. */
final class Decoding {

    static final CallbackDecoder DECODER =
            new CallbackDecoder(new Bounds(64, 600_000, 100), Set.of("JobsDetail", "JobId", "Operation"));

    private Decoding() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Decoded decode(String body) {
        return DECODER.decode(utf8(body), Optional.empty());
    }

    static Callback callback(byte[] body) {
        Decoded decoded = DECODER.decode(body, Optional.empty());
        assertThat(decoded).isInstanceOf(Decoded.Document.class);
        return ((Decoded.Document) decoded).callback();
    }

    static Callback callback(String body) {
        return callback(utf8(body));
    }

    static Rejection rejection(byte[] body) {
        Decoded decoded = DECODER.decode(body, Optional.empty());
        assertThat(decoded).isInstanceOf(Decoded.Refused.class);
        return ((Decoded.Refused) decoded).rejection();
    }

    static Rejection rejection(String body) {
        return rejection(utf8(body));
    }

    /** The nodes as {@code name='text'} and {@code name{…}}, separated by blanks. */
    static String show(List<Node> nodes) {
        return nodes.stream().map(Decoding::show).collect(Collectors.joining(" "));
    }

    private static String show(Node node) {
        return node.isLeaf() ? node.name() + "='" + node.text() + "'" : node.name() + "{" + show(node.children()) + "}";
    }
}
