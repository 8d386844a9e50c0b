package io.jobevents.gateway.callback;

import static io.jobevents.gateway.callback.Decoding.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.callback.BodyText.Blank;
import io.jobevents.gateway.callback.BodyText.Illegible;
import io.jobevents.gateway.callback.BodyText.Legible;
import io.jobevents.gateway.callback.Callback.Format;
import java.nio.charset.Charset;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The characters of a body: format, encoding, leading blanks and what is replaced. */
class BodyTextTest {

    @ParameterizedTest
    @MethodSource
    void body_isText(byte[] body, Format format, String text, int skippedLines, boolean replaced) {
        assertThat(BodyText.of(body)).isEqualTo(new Legible(format, text, skippedLines, replaced));
    }

    static Stream<Arguments> body_isText() {
        String gbk = "<?xml version=\"1.0\" encoding='GBK' ?><a>猫</a>";
        String late = "<?xml version='1.0'" + " ".repeat(300) + "encoding='GBK'?><a/>";
        return Stream.of(
                argumentSet("XML", utf8("<a/>"), Format.XML, "<a/>", 0, false),
                argumentSet("JSON", utf8("{}"), Format.JSON, "{}", 0, false),
                argumentSet("blanks before", utf8(" \t\r\n\n{} "), Format.JSON, "{} ", 2, false),
                argumentSet("byte-order mark", utf8("\uFEFF<a/>"), Format.XML, "<a/>", 0, false),
                argumentSet("byte-order mark and blanks", utf8("\uFEFF\n <a/>"), Format.XML, "<a/>", 1, false),
                argumentSet("GBK", gbk.getBytes(Charset.forName("GBK")), Format.XML, gbk, 0, false),
                argumentSet("byte-order mark and GBK declared", utf8("\uFEFF" + gbk), Format.XML, gbk, 0, false),
                argumentSet("declaration after 256 bytes", utf8(late), Format.XML, late, 0, false),
                argumentSet(
                        "encoding in a text",
                        utf8("<a>encoding='GBK'?>猫"),
                        Format.XML,
                        "<a>encoding='GBK'?>猫",
                        0,
                        false),
                argumentSet(
                        "XML declaration in JSON",
                        utf8("{<?xml encoding='GBK'?>猫"),
                        Format.JSON,
                        "{<?xml encoding='GBK'?>猫",
                        0,
                        false),
                argumentSet("U+FFFD as sent", utf8("<\uFFFD"), Format.XML, "<\uFFFD", 0, false),
                argumentSet("undecodable", new byte[] {'<', (byte) 0xFF}, Format.XML, "<\uFFFD", 0, true),
                argumentSet(
                        "half a character at the end",
                        new byte[] {'{', (byte) 0xE7, (byte) 0x8C},
                        Format.JSON,
                        "{\uFFFD",
                        0,
                        true),
                argumentSet("control character", utf8("{\u0001"), Format.JSON, "{\uFFFD", 0, true),
                argumentSet("illegal reference in XML", utf8("<&#1;"), Format.XML, "<\uFFFD", 0, true),
                argumentSet("illegal reference in JSON", utf8("{&#1;"), Format.JSON, "{&#1;", 0, false));
    }

    @ParameterizedTest
    @MethodSource
    void body_isBlank(byte[] body) {
        assertThat(BodyText.of(body)).isEqualTo(new Blank());
    }

    static Stream<Arguments> body_isBlank() {
        return Stream.of(
                argumentSet("empty", new byte[0]),
                argumentSet("blanks", utf8(" \t\r\n")),
                argumentSet("byte-order mark", utf8("\uFEFF")),
                argumentSet("byte-order mark and a blank", utf8("\uFEFF ")));
    }

    @ParameterizedTest
    @MethodSource
    void body_isUnreadable(byte[] body, Format format, Reason reason, String detail) {
        assertThat(BodyText.of(body)).isEqualTo(new Illegible(format, new Rejection(reason, detail)));
    }

    static Stream<Arguments> body_isUnreadable() {
        String neither = "The body is neither XML nor JSON in UTF-8: at byte %d there should be '<' or '{'"
                + " (UTF-16 and compressed bodies are not taken).";
        String encoding = "The XML declaration names the encoding %s, in which the body cannot be read.";
        return Stream.of(
                argumentSet("text", utf8("a"), Format.NONE, Reason.UNRECOGNIZED_FORMAT, neither.formatted(0)),
                argumentSet(
                        "text after blanks",
                        utf8("\n\n a"),
                        Format.NONE,
                        Reason.UNRECOGNIZED_FORMAT,
                        neither.formatted(3)),
                argumentSet(
                        "text after a mark",
                        utf8("\uFEFFa"),
                        Format.NONE,
                        Reason.UNRECOGNIZED_FORMAT,
                        neither.formatted(3)),
                argumentSet(
                        "wide",
                        new byte[] {'<', 0, 'a', 0},
                        Format.NONE,
                        Reason.UNRECOGNIZED_FORMAT,
                        neither.formatted(0)),
                argumentSet(
                        "unknown encoding",
                        utf8("<?xml version='1.0' encoding='x-none'?>"),
                        Format.XML,
                        Reason.MALFORMED_XML,
                        encoding.formatted("x-none")),
                argumentSet(
                        "encoding that this declaration is not in",
                        utf8("<?xml version='1.0' encoding=\"UTF-16\"?>"),
                        Format.XML,
                        Reason.MALFORMED_XML,
                        encoding.formatted("UTF-16")));
    }
}
