package io.jobevents.gateway.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.HexFormat;

/**
 * Writes untrusted text so that a terminal only displays it: control characters, characters that change the direction
 * of text, Unicode line separators and lone surrogates become JSON escapes, which JSON readers decode to the same text.
 *
 * <p>Only line feeds are not escaped. They are written by the caller: JSON escapes them in strings, and other untrusted
 * text goes through {@link #inLine}.
 */
final class TerminalWriter extends Writer {

    private static final char NONE = 0;

    private final Writer out;

    /** A high surrogate that waits for its low surrogate, or {@link #NONE}. */
    private char half = NONE;

    TerminalWriter(Writer out) {
        this.out = out;
    }

    /** The text, escaped for a terminal, in one line. */
    static String inLine(String text) {
        StringWriter shown = new StringWriter(text.length());
        try (TerminalWriter out = new TerminalWriter(shown)) {
            out.write(text.replace("\n", escape('\n')));
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory", e);
        }
        return shown.toString();
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        int end = from + length;
        int start = from;
        for (int i = from; i < end; i++) {
            if (half != NONE || !isHarmless(text[i])) {
                out.write(text, start, i - start);
                start = i + 1;
                put(text[i]);
            }
        }
        out.write(text, start, end - start);
    }

    private void put(char c) throws IOException {
        if (half != NONE && Character.isLowSurrogate(c)) {
            out.write(half);
            out.write(c);
            half = NONE;
            return;
        }
        endHalf();
        if (Character.isHighSurrogate(c)) {
            half = c;
        } else if (isHarmless(c)) {
            out.write(c);
        } else {
            out.write(escape(c));
        }
    }

    private void endHalf() throws IOException {
        if (half != NONE) {
            out.write(escape(half));
            half = NONE;
        }
    }

    private static boolean isHarmless(char c) {
        if (c < ' ' || c >= 0x7F && c <= 0x9F) {
            return c == '\n';
        }
        boolean directs = c == '\u061C'
                || c == '\u200E'
                || c == '\u200F'
                || c >= '\u202A' && c <= '\u202E'
                || c >= '\u2066' && c <= '\u2069';
        boolean endsLine = c == '\u2028' || c == '\u2029';
        return !directs && !endsLine && !Character.isSurrogate(c);
    }

    private static String escape(char c) {
        return "\\u" + HexFormat.of().toHexDigits(c);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        endHalf();
        out.close();
    }
}
