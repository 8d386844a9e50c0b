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
        int wanted = place.map(Spot::offset).orElse(0);
        if (wanted < LONGEST - LONGEST / 8) {
            return new Excerpt(text.substring(0, whole(text, LONGEST)), 1, 1, true);
        }
        Spot spot = place.orElseThrow();
        int from = wanted - LONGEST / 2;
        int lineStart = wanted - (spot.column() - 1);
        int line = spot.line();
        int column = 1;
        if (lineStart <= from) { // a long line: the excerpt starts within it
            from = whole(text, from);
            column = from - lineStart + 1;
        } else {
            from = text.indexOf('\n', from) + 1;
            from = from == 0 || from > lineStart ? lineStart : from;
            line -= lineEnds(text, from, lineStart);
        }
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
