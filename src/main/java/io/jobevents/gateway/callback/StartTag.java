package io.jobevents.gateway.callback;

import io.jobevents.gateway.callback.NodeSearch.Span;
import java.util.Optional;

/**
 * The start tag of an element in a well-formed document. Finds its end and its attributes, whose positions the parser
 * does not report.
 */
final class StartTag {

    private final String text;
    private final int from;

    /** @param from the offset of its {@code <} */
    StartTag(String text, int from) {
        this.text = text;
        this.from = from;
    }

    /** The offset after its {@code >}. */
    int end() {
        int at = from;
        while (at < text.length() && text.charAt(at) != '>') {
            at = afterQuoted(at);
        }
        return Math.min(at + 1, text.length());
    }

    /**
     * An attribute, from its name to the end of its value.
     *
     * @param localName without its prefix
     */
    Optional<Span> attribute(String localName) {
        int end = end();
        int name = from;
        boolean isNamed = false;
        for (int at = from; at < end; at = afterQuoted(at)) {
            char c = text.charAt(at);
            if (c == '=') {
                isNamed = true;
            } else if (isBlank(c) && !isNamed && !isBlank(text.charAt(at + 1)) && text.charAt(at + 1) != '=') {
                name = at + 1;
            } else if (c == '"' || c == '\'') {
                String written = text.substring(name, text.indexOf('=', name)).trim();
                String local = written.substring(written.indexOf(':') + 1);
                if (local.equals(localName) && !written.startsWith("xmlns:")) {
                    return Optional.of(new Span(name, afterQuoted(at)));
                }
                isNamed = false;
            }
        }
        return Optional.empty();
    }

    /** The next offset, or the one after the quoted value that begins here. */
    private int afterQuoted(int at) {
        char c = text.charAt(at);
        int closing = c == '"' || c == '\'' ? text.indexOf(c, at + 1) : at;
        return closing < 0 ? text.length() : closing + 1;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
