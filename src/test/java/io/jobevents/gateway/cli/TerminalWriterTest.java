package io.jobevents.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of {@link TerminalWriter}: control characters are written as JSON escapes, all else unchanged. */
final class TerminalWriterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain ~", "\u00A0ü\u00FF", "旅行", "🎬 and e\u0301", "\u200B\u200D\uFEFF\uFFFD", "\\u001b"})
    void printableText_isUnchanged(String text) throws IOException {
        assertThat(written(text)).isEqualTo(text);
        assertThat(TerminalWriter.inLine(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0000, 0009",
        "000b, 001f",
        "007f, 009f",
        "061c, 061c",
        "200e, 200f",
        "2028, 202e",
        "2066, 2069",
        "d800, dfff",
    })
    void controlCharacters_areEscaped(String first, String last) throws IOException {
        for (int c = Integer.parseInt(first, 16); c <= Integer.parseInt(last, 16); c++) {
            String escape = "\\u%04x".formatted(c);

            assertThat(written("a" + (char) c + "b")).isEqualTo("a" + escape + "b");
            assertThat(TerminalWriter.inLine("" + (char) c)).isEqualTo(escape);
        }
    }

    @Test
    void lineFeed_isKept_exceptWithinALine() throws IOException {
        assertThat(written("a\nb\n")).isEqualTo("a\nb\n");
        assertThat(TerminalWriter.inLine("a\nb\r\n")).isEqualTo("a\\u000ab\\u000d\\u000a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83Ca\uDFAC", "\uDFAC\uD83C", "\uD83C\uD83C\uDFAC", "\uD83C\u001B", "\uD83C\n"})
    void loneSurrogate_isEscaped(String text) throws IOException {
        assertThat(written(text))
                .isEqualTo(text.replaceAll("\uD83C(?!\uDFAC)", "\\\\ud83c")
                        .replaceAll("(?<!\uD83C)\uDFAC", "\\\\udfac")
                        .replace("\u001B", "\\u001b"));
    }

    @Test
    void surrogatePairWrittenSeparately_isKept() throws IOException {
        StringWriter shown = new StringWriter();
        try (TerminalWriter out = new TerminalWriter(shown)) {
            out.write("a\uD83C");
            out.flush();
            out.write("\uDFACb");
        }

        assertThat(shown).hasToString("a🎬b");
    }

    @Test
    void escapedInAString_isEqualJson() throws IOException {
        StringBuilder all = new StringBuilder();
        for (char c = '\u007F'; c < '\uFFFF'; c++) {
            all.append(c);
        }

        assertThat(new ObjectMapper().readValue("\"" + TerminalWriter.inLine(all.toString()) + "\"", String.class))
                .isEqualTo(all.toString());
    }

    private static String written(String text) throws IOException {
        StringWriter shown = new StringWriter();
        try (TerminalWriter out = new TerminalWriter(shown)) {
            out.write(text);
        }
        return shown.toString();
    }
}
