package io.jobevents.gateway.console;

import io.jobevents.gateway.callback.ReadableBody.Spot;
import java.util.Optional;

/**
 * The part of a body that the page shows: all of it if it is small, else its beginning or the text around its fault.
 *
 * @param line the line of its first character, from 1
 * @param column the column of its first character in UTF-16 units, from 1
 * @param cut whether text is left out
 */
record Excerpt(String text, int line, int column, boolean cut) {

    /** The most UTF-16 units. */
    static final int LONGEST = 256 << 10;

    static Excerpt of(String text, Optional<Spot> place) {
        if (text.length() <= LONGEST) {
            return new Excerpt(text, 1, 1, false);
        }
        return place.filter(spot -> spot.offset() >= LONGEST - LONGEST / 8)
                .map(spot -> around(text, spot))
                .orElseGet(() -> cut(text, 0, 1, 1));
    }

    /** An excerpt with a place in its middle. It starts with a line, unless the line of the place is too long. */
    private static Excerpt around(String text, Spot spot) {
        int from = spot.offset() - LONGEST / 2;
        int lineStart = spot.offset() - (spot.column() - 1);
        if (lineStart <= from) {
            int within = whole(text, from);
            return cut(text, within, spot.line(), within - lineStart + 1);
        }
        int next = text.indexOf('\n', from) + 1;
        int start = next == 0 || next > lineStart ? lineStart : next;
        return cut(text, start, spot.line() - lineEnds(text, start, lineStart), 1);
    }

    private static Excerpt cut(String text, int from, int line, int column) {
        int to = whole(text, Math.min(from + LONGEST, text.length()));
        return new Excerpt(text.substring(from, to), line, column, true);
    }

    private static int lineEnds(String text, int from, int to) {
        int ends = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            ends += c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n') ? 1 : 0;
        }
        return ends;
    }

    /** Moves an index within a surrogate pair to its beginning. */
    private static int whole(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }
}
