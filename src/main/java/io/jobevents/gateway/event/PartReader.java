package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.Node;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A reading of one part of a callback, a job or a workflow, with the envelope around it: what both kinds have in common,
 * and the warnings that come up.
 */
final class PartReader {

    private static final int MAX_EVENT_NAME = 255;

    private final NodeReader envelope;
    private final NodeReader part;
    private final Set<Warning> warnings;

    PartReader(Callback callback, Node part) {
        this.envelope = new NodeReader(callback.beside());
        this.part = new NodeReader(part.children());
        this.warnings = callback.charactersReplaced()
                ? EnumSet.of(Warning.ILLEGAL_CHARACTERS_REPLACED)
                : EnumSet.noneOf(Warning.class);
    }

    NodeReader part() {
        return part;
    }

    Set<Warning> warnings() {
        return warnings;
    }

    /** {@code EventName} of the envelope, cut where it is longer than a file name may be; then the whole stays, too. */
    Optional<String> takeEventName() {
        Optional<String> whole = envelope.peekText("EventName");
        Optional<String> cut = whole.map(name -> cut(name, MAX_EVENT_NAME));
        if (cut.equals(whole)) {
            return envelope.takeText("EventName");
        }
        warnings.add(Warning.VALUE_CUT);
        return cut;
    }

    /** A time of the part; {@code -} stands for none. */
    Optional<SenderTime> takeTime(String name) {
        return takeTime(part, name);
    }

    /** A time of a node below the part. */
    Optional<SenderTime> takeTime(NodeReader reader, String name) {
        if (reader.peekText(name).filter("-"::equals).isPresent()) {
            reader.takeText(name);
            return Optional.empty();
        }
        Optional<SenderTime> time =
                reader.take(name, node -> node.isLeaf() ? SenderTime.read(node.text()) : Optional.empty());
        if (time.isEmpty() && reader.peek(name).isPresent()) {
            warnings.add(Warning.TIME_UNREADABLE);
        }
        return time;
    }

    /** The headers of the object: those {@code CosHeaders} that are exactly a Key and a Value. */
    static SortedMap<String, List<String>> takeHeaders(NodeReader reader) {
        SortedMap<String, List<String>> headers = new TreeMap<>();
        for (Node header : reader.takeAll("CosHeaders", PartReader::keyAndValue)) {
            headers.computeIfAbsent(header.firstText("Key").orElseThrow(), key -> new ArrayList<>())
                    .add(header.firstText("Value").orElseThrow());
        }
        return headers;
    }

    private static Optional<Node> keyAndValue(Node node) {
        boolean exact = node.children().size() == 2
                && node.firstText("Key").isPresent()
                && node.firstText("Value").isPresent();
        return exact ? Optional.of(node) : Optional.empty();
    }

    /** What nobody took: of the part at its path, of the envelope under {@code Response}. */
    List<Node> details() {
        List<Node> details = new ArrayList<>(part.unread());
        List<Node> beside = envelope.unread();
        if (!beside.isEmpty()) {
            details.add(Node.branch("Response", beside));
        }
        return details;
    }

    /** The longest beginning that has no more bytes than that in UTF-8. */
    private static String cut(String text, int maxBytes) {
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > maxBytes) {
                return text.substring(0, end);
            }
            end += Character.charCount(codePoint);
        }
        return text;
    }
}
