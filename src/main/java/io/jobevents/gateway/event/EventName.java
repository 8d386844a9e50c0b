package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.util.Optional;

/** The member {@code eventName}: cut at the longest file name; if cut, the whole name stays in the details. */
final class EventName {

    private static final int MAX_BYTES = 255;

    private EventName() {}

    static Optional<Node> take(Reading reading, int slot, Node node) {
        if (!node.isLeaf()) {
            return Optional.of(node);
        }
        String cut = cut(node.text());
        reading.put(slot, cut);
        if (cut.length() == node.text().length()) {
            return Optional.empty();
        }
        reading.warn(Warning.VALUE_CUT);
        return Optional.of(node);
    }

    /** The longest prefix that fits the limit of bytes in UTF-8. */
    private static String cut(String text) {
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > MAX_BYTES) {
                return text.substring(0, end);
            }
            end += Character.charCount(codePoint);
        }
        return text;
    }
}
