package io.jobevents.gateway.callback;

import static io.jobevents.gateway.callback.Decoding.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.callback.BodyText.Blank;
import io.jobevents.gateway.callback.BodyText.Illegible;
import io.jobevents.gateway.callback.BodyText.Legible;
import io.jobevents.gateway.callback.Callback.Format;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of {@link BodyText}: format, encoding, leading blanks, replaced characters. */
class BodyTextTest {

    @ParameterizedTest
    @MethodSource
    void body_isDecodedToText(byte[] body, Format format, String text, int skippedLines, boolean replaced) {
        assertThat(BodyText.of(body, Optional.empty()))
                .isEqualTo(new Legible(format, text, skippedLines, replaced, Optional.empty()));
    }

    static Stream<Arguments> body_isDecodedToText() {
        String gbk = "<?xml version=\"1.0\" encoding='GBK' ?><a>视频</a>";
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
                argumentSet("control character", utf8("{\u0001"), Format.JSON, "{\uFFFD", 0, true),
                argumentSet("illegal reference in XML", utf8("<&#1;"), Format.XML, "<\uFFFD", 0, true),
                argumentSet("illegal reference in JSON", utf8("{&#1;"), Format.JSON, "{&#1;", 0, false));
    }

    /** The encoding is UTF-8 if the bytes are valid UTF-8, else that of the XML declaration, else that of Content-Type. */
    @ParameterizedTest
    @MethodSource
    void encoding_isDetected(byte[] body, String contentType, String text) {
        assertThat(BodyText.of(body, Optional.of(contentType))).isInstanceOfSatisfying(Legible.class, legible -> {
            assertThat(legible.text()).isEqualTo(text);
            assertThat(legible.replaced()).isFalse();
            assertThat(legible.undecodable()).isEmpty();
        });
    }

    static Stream<Arguments> encoding_isDetected() {
        String json = "{\"a\":\"视频\"}";
        String latin = "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>";
        return Stream.of(
                argumentSet("GBK by Content-Type", in("GBK", json), "application/json; charset=GBK", json),
                argumentSet("quoted", in("GBK", json), "application/json ;Charset = \"gbk\"", json),
                argumentSet("Big5 by Content-Type", in("Big5", "{視頻"), "text/json;charset=big5", "{視頻"),
                argumentSet("UTF-8 named GBK", utf8(json), "application/json; charset=GBK", json),
                argumentSet("GB2312 with a character of GBK", in("GBK", "{鎔"), "a/b;charset=gb2312", "{鎔"),
                argumentSet("GBK with a character of GB18030", in("GB18030", "{㐀"), "a/b;charset=gbk", "{㐀"),
                argumentSet("GBK declared", in("GBK", declared("gbk")), "text/xml", declared("gbk")),
                argumentSet("GBK declared and sent", in("GBK", declared("gbk")), "a/b;charset=big5", declared("gbk")),
                argumentSet("UTF-8 declared GBK", utf8(declared("gbk")), "text/xml", declared("gbk")),
                argumentSet("UTF-8 declared UTF-16", utf8(declared("utf-16")), "text/xml", declared("utf-16")),
                argumentSet("UTF-8 declared oddly", utf8(declared("x-none")), "text/xml", declared("x-none")),
                argumentSet("GBK declared UTF-8", in("GBK", declared("utf-8")), "a/b;charset=gbk", declared("utf-8")),
                argumentSet(
                        "GBK declared UTF-16", in("GBK", declared("utf-16")), "a/b;charset=gbk", declared("utf-16")),
                argumentSet("a single-byte charset declared", in("ISO-8859-1", latin), "text/xml", latin));
    }

    @ParameterizedTest
    @MethodSource
    void undecodableByte_isReplacedAndReported(byte[] body, String contentType, String text, String place) {
        assertThat(BodyText.of(body, Optional.of(contentType))).isInstanceOfSatisfying(Legible.class, legible -> {
            assertThat(legible.text()).isEqualTo(text);
            assertThat(legible.replaced()).isTrue();
            assertThat(legible.undecodable())
                    .contains(new Rejection(
                            Reason.UNDECODABLE_BYTES, "At byte " + place + "; what cannot be decoded was replaced."));
        });
    }

    static Stream<Arguments> undecodableByte_isReplacedAndReported() {
        byte[] cut = {'{', (byte) 0xE7, (byte) 0x8C};
        byte[] marked = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '{', (byte) 0xC3, (byte) 0xA8};
        byte[] markedAndCut = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '{', (byte) 0xC3, '}'};
        byte[] gbk = in("GBK", declared("gbk"));
        byte[] gbkAndCut = Arrays.copyOf(gbk, gbk.length + 1);
        gbkAndCut[gbk.length] = (byte) 0xC3;
        assertThat(BodyText.of(marked, Optional.of("a/b;charset=gbk")))
                .extracting("text")
                .isEqualTo("{è");
        return Stream.of(
                argumentSet(
                        "not UTF-8", new byte[] {'<', (byte) 0xFF}, "", "<\uFFFD", "1 there is no character of UTF-8"),
                argumentSet("cut", cut, "text/json", "{\uFFFD", "1 there is no character of UTF-8"),
                argumentSet(
                        "after a mark",
                        markedAndCut,
                        "a/b;charset=gbk",
                        "{\uFFFD}",
                        "4 there is no character of UTF-8"),
                argumentSet("single-byte", cut, "a/b;charset=latin1", "{\uFFFD", "1 there is no character of UTF-8"),
                argumentSet(
                        "unknown charset", cut, "a/b;charset=x-none", "{\uFFFD", "1 there is no character of UTF-8"),
                argumentSet("wide charset", cut, "a/b;charset=utf-16", "{\uFFFD", "1 there is no character of UTF-8"),
                argumentSet("odd charset", cut, "a/b;charset=%%%", "{\uFFFD", "1 there is no character of UTF-8"),
                argumentSet(
                        "named, but not that either",
                        gbkAndCut,
                        "",
                        declared("gbk") + "\uFFFD",
                        gbk.length + " there is no character of GB18030"));
    }

    private static String declared(String encoding) {
        return "<?xml version='1.0' encoding='" + encoding + "'?><a>视频</a>";
    }

    private static byte[] in(String charset, String text) {
        return text.getBytes(Charset.forName(charset));
    }

    @ParameterizedTest
    @MethodSource
    void body_isBlank(byte[] body) {
        assertThat(BodyText.of(body, Optional.empty())).isEqualTo(new Blank());
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
    void unsupportedBody_isRejected(byte[] body, Format format, Reason reason, String detail) {
        assertThat(BodyText.of(body, Optional.empty())).isEqualTo(new Illegible(format, new Rejection(reason, detail)));
    }

    static Stream<Arguments> unsupportedBody_isRejected() {
        String neither = "The body is neither XML nor JSON in UTF-8: at byte %d there should be '<' or '{'"
                + " (UTF-16 and compressed bodies are not taken).";
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
                        neither.formatted(0)));
    }
}
