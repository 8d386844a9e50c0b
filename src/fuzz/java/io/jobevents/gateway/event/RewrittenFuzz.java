package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Bounds;
import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.CallbackDecoder;
import io.jobevents.gateway.callback.Decoded;
import io.jobevents.gateway.callback.Node;
import io.jobevents.gateway.event.CallbackEvents.Encoded;
import io.jobevents.gateway.record.EventRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fuzz target of arbitrary bytes. A decoded callback that is rewritten as JSON and as XML must give the same records and the same
 * rejected parts, and every leaf must be in its event.
 */
public final class RewrittenFuzz {

    /** A decoder with larger limits, since rewritten callbacks have an envelope. */
    private static final CallbackDecoder WIDE =
            new CallbackDecoder(new Bounds(200, 600_000, 100), CallbackEvents.nodeNames());

    private RewrittenFuzz() {}

    public static void fuzzerTestOneInput(byte[] body) throws IOException {
        if (GoldenPairs.DECODER.decode(body, Optional.empty()) instanceof Decoded.Document(Callback callback)) {
            Encoded encoded = GoldenPairs.EVENTS.encode(callback);
            List<EventRecord> records = GoldenPairs.records(encoded);
            if (!callback.charactersReplaced()) { // otherwise only the original has the warning
                checkSame(encoded, records, Rewriting.json(callback));
                Optional<String> xml = Rewriting.xml(callback);
                if (xml.isPresent()) {
                    checkSame(encoded, records, xml.get());
                }
            }
            if (encoded.rejected().isEmpty()) {
                checkLeaves(callback, records);
            }
        }
    }

    private static void checkSame(Encoded encoded, List<EventRecord> records, String rewritten) {
        if (WIDE.decode(rewritten.getBytes(StandardCharsets.UTF_8), Optional.empty())
                instanceof Decoded.Document(Callback again)) {
            Encoded ofAgain = GoldenPairs.EVENTS.encode(again);
            RecordRules.require(encoded.rejected().equals(ofAgain.rejected()), "the same rejected parts\n" + rewritten);
            RecordRules.checkSame(records, GoldenPairs.records(ofAgain));
        } else {
            throw new AssertionError("Broken: a rewritten callback is a callback\n" + rewritten);
        }
    }

    private static void checkLeaves(Callback callback, List<EventRecord> records) throws IOException {
        List<Node> parts = new ArrayList<>(callback.jobs());
        parts.addAll(callback.workflows());
        callback.moderation()
                .ifPresent(root -> root.children().stream()
                        .filter(node ->
                                !(node.name().equals("code") && node.text().equals("0")))
                        .forEach(parts::add));
        if (callback.moderation().isPresent()) {
            check(Leaves.missingOfDecoded(
                    List.of(), parts.stream().map(Rewriting::tree).toList(), records.getFirst()));
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            check(Leaves.missingOfDecoded(
                    List.of(Rewriting.tree(parts.get(i))),
                    callback.beside().stream().map(Rewriting::tree).toList(),
                    records.get(i)));
        }
    }

    private static void check(List<?> missing) {
        RecordRules.require(missing.isEmpty(), "nothing is lost: " + missing);
    }
}
