package io.jobevents.gateway.callback;

import static io.jobevents.gateway.callback.Decoding.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.callback.ReadableBody.Spot;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of {@link ReadableBody}: the place of each kind of fault in the displayed text. */
final class ReadableBodyTest {

    private static final Pattern SENTENCE = Pattern.compile("at line (\\d+), column (\\d+)");

    static Stream<Arguments> nodes() {
        return Stream.of(
                argumentSet("XML, second job", "JobsDetail[1]/JobId", """
                        <Response>
                          <JobsDetail><JobId>j1</JobId></JobsDetail>
                          <JobsDetail><State>Success</State></JobsDetail>
                        </Response>
                        """, 3, 3, "<JobsDetail>"),
                argumentSet(
                        "XML, jobs without content do not count",
                        "JobsDetail[0]/JobId",
                        """
                        <Response><JobsDetail/>
                        <JobsDetail><JobId> </JobId></JobsDetail>
                        <JobsDetail a="1"><JobId>long</JobId></JobsDetail></Response>
                        """,
                        3,
                        19,
                        "<JobId>long</JobId>"),
                argumentSet(
                        "XML, prefixes, root is the job",
                        "JobsDetail[0]/Input/BucketId",
                        "<n:JobsDetail xmlns:n='u'>\r\n<n:Input>\r\n <n:BucketId>b</n:BucketId></n:Input></n:JobsDetail>",
                        3,
                        2,
                        "<n:BucketId>b</n:BucketId>"),
                argumentSet(
                        "XML, an attribute, CR alone",
                        "JobsDetail[0]/JobId",
                        "<Response>\r<JobsDetail\r  State='>JobId=' JobId = \"x'y\" xmlns:JobId='u'><A>1</A></JobsDetail></Response>",
                        3,
                        19,
                        "JobId = \"x'y\""),
                argumentSet(
                        "XML, the innermost that there is",
                        "JobsDetail[0]/Input/BucketId",
                        "<Response><JobsDetail><Input><Object>o</Object></Input></JobsDetail></Response>",
                        1,
                        23,
                        "<Input>"),
                argumentSet(
                        "XML, astral characters and forbidden references before it on its line",
                        "WorkflowExecution[0]/State",
                        "<Response><A>\uD83D\uDE00&#0;&#x1F;&#65;</A><WorkflowExecution><RunId>r</RunId></WorkflowExecution></Response>",
                        1,
                        35,
                        "<WorkflowExecution>"),
                argumentSet(
                        "XML, an envelope in the envelope, comments, CDATA",
                        "JobsDetail[1]/State",
                        "<Response><!-- <JobsDetail> --><JobsDetail><A><![CDATA[<JobsDetail>]]></A></JobsDetail><Response>\n<JobsDetail><State>1</State></JobsDetail></Response></Response>",
                        2,
                        13,
                        "<State>1</State>"),
                argumentSet(
                        "JSON, an element of a list",
                        "JobsDetail[1]/JobId",
                        "{\"JobsDetail\": [\n {\"JobId\":\"j1\"},\n {\"State\":\"Success\"}]}",
                        3,
                        2,
                        "{"),
                argumentSet(
                        "JSON, lists in lists, null and empty ones do not count",
                        "JobsDetail[1]/JobId",
                        "{\"Response\":{\"JobsDetail\":[null,{},[{\"JobId\":1},[{\"JobId\":[]}],\n{\"\\u004aobId\": 0, \"JobId\":\"long\"}]]}}",
                        2,
                        2,
                        "\"\\u004aobId\": 0"),
                argumentSet(
                        "JSON, a member, a name that repeats",
                        "JobsDetail[1]/Input/BucketId",
                        "{\"JobsDetail\":{\"A\":\"{\\\"JobsDetail\\\"\"},\r\n\t\"\uD83D\uDE00\":1,\"JobsDetail\":{\"A\":[1,{\"b\":[]}],\"Input\":{\"BucketId\":\"b\"}}}",
                        2,
                        49,
                        "\"BucketId\":\"b\""),
                argumentSet(
                        "JSON, simple moderation",
                        "data/url",
                        "\n\n {\"code\":0,\"data\":{\"trace_id\":\"t\",\"url\":\"http://a\"}}",
                        3,
                        35,
                        "\"url\":\"http://a\""),
                argumentSet(
                        "JSON, simple moderation without an address",
                        "data/trace_id",
                        "{\"code\":0,\"data\":{\"result\":1,\"url\":\"u\"}}",
                        1,
                        11,
                        "\"data\""));
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void node_isFoundByItsPath(String path, String body, int line, int column, String marked) {
        for (String mark : new String[] {"", "\uFEFF"}) {
            ReadableBody readable = ReadableBody.of(utf8(mark + body), Optional.empty());

            Spot spot = readable.find(new FaultPlace.AtNode(path)).orElseThrow();

            assertThat(readable.text()).isEqualTo(body);
            assertThat(marked(readable, spot)).isEqualTo(marked);
            assertThat(spot.line()).isEqualTo(line);
            assertThat(spot.column()).isEqualTo(column);
        }
    }

    static Stream<Arguments> sentences() {
        return Stream.of(
                argumentSet("JSON, no value", utf8("{\"a\":\n  x}")),
                argumentSet("JSON, a comma too many", utf8("{\r\n\"JobsDetail\":{\"a\":1,}\r\n}")),
                argumentSet("JSON, CR alone", utf8("{\r\"a\":\r tru }")),
                argumentSet("JSON, text after the end", utf8("{\"a\":1}\n  {\"b\":2}")),
                argumentSet("JSON, cut off", utf8("{\"a\":1,\n\"b\":\"c")),
                argumentSet("JSON, cut off in a list", utf8("{\"a\":[1,\n")),
                argumentSet("JSON, astral characters before it", utf8("{\"\uD83D\uDE00\uD83D\uDE00\":x}")),
                argumentSet("JSON, a character of control in a text", utf8("{\"a\":\"b\tc\"}")),
                argumentSet(
                        "JSON, larger than a buffer", utf8("{\"a\":\"" + "b\uD83D\uDE00".repeat(30_000) + "\",\n  !}")),
                argumentSet("XML, wrong end tag", utf8("<Response>\n <a><b>\r\n</a></Response>")),
                argumentSet("XML, cut off", utf8("<Response><JobsDetail>\n<JobId>")),
                argumentSet(
                        "XML, astral characters before it",
                        utf8("<Response>\uD83D\uDE00\uD83D\uDE00<a></b></Response>")),
                argumentSet("XML, an unknown entity", utf8("<Response>\r\n <a>&nbsp;</a></Response>")),
                argumentSet("XML, text after the end", utf8("<Response/>\n x")),
                argumentSet("XML, a name that is none", utf8("<Response><1/></Response>")),
                argumentSet(
                        "XML, larger than a buffer",
                        utf8("<Response>" + "<a>\uD83D\uDE00\n</a>".repeat(9_000) + "<b></c>")));
    }

    /** Without blanks and references before it on its line, the place is that in the message. */
    @ParameterizedTest
    @MethodSource("sentences")
    void syntaxFault_isAtThePlaceInItsMessage(byte[] body) {
        Rejection rejection = Decoding.rejection(body);
        Matcher sentence = SENTENCE.matcher(rejection.detail());
        assertThat(sentence.find()).isTrue();

        Spot spot = ReadableBody.of(body, Optional.empty())
                .find(rejection.place().orElseThrow())
                .orElseThrow();

        assertThat(spot.line() + ":" + spot.column()).isEqualTo(sentence.group(1) + ":" + sentence.group(2));
    }

    @Test
    void blanksAndReferences_beforeAFault_areCounted() {
        byte[] body = utf8("\uFEFF \r\n  <Response><a>&#0;&#0;</b></Response>");
        ReadableBody readable = ReadableBody.of(body, Optional.empty());

        Spot spot =
                readable.find(Decoding.rejection(body).place().orElseThrow()).orElseThrow();

        assertThat(readable.text().substring(spot.offset())).isEqualTo("></Response>");
        assertThat(spot).isEqualTo(new Spot(29, 2, 27, 1));
    }

    @Test
    void limitExceeded_isFoundWhereReadingStopped() {
        CallbackDecoder strict = new CallbackDecoder(new Bounds(2, 100, 1), Set.of());
        byte[] body = utf8("{\"JobsDetail\":[{\"JobId\":\"1\"},\n {\"JobId\":\"2\"}]}");
        Rejection rejection = ((Decoded.Refused) strict.decode(body, Optional.empty())).rejection();

        Spot spot = ReadableBody.of(body, Optional.empty())
                .find(rejection.place().orElseThrow())
                .orElseThrow();

        assertThat(rejection.detail()).contains("at line " + spot.line() + ", column " + spot.column());
    }

    @Test
    void doctype_isFoundAtItsBegin() {
        byte[] body = utf8("<!-- <!DOCTYPE -->\n  <!DOCTYPE a>\n<a/>");

        Spot spot = ReadableBody.of(body, Optional.empty())
                .find(Decoding.rejection(body).place().orElseThrow())
                .orElseThrow();

        assertThat(spot).isEqualTo(new Spot(21, 2, 3, 1));
    }

    @Test
    void utf16_isShownAsBytes_andFoundAtItsBegin() {
        byte[] body = "<a/>".getBytes(StandardCharsets.UTF_16LE);
        ReadableBody readable = ReadableBody.of(body, Optional.empty());

        assertThat(readable.find(Decoding.rejection(body).place().orElseThrow()))
                .contains(new Spot(0, 1, 1, 1));
        assertThat(readable.text()).isEqualTo("<\0a\0/\0>\0");
    }

    @Test
    void bodyInAnotherEncoding_isShownDecoded() {
        String text = "<?xml version='1.0' encoding='gbk'?>\n<Response><a>\u4f60\u597d</a><b></Response>";
        byte[] body = text.getBytes(Charset.forName("GBK"));
        ReadableBody readable = ReadableBody.of(body, Optional.empty());

        Spot spot =
                readable.find(Decoding.rejection(body).place().orElseThrow()).orElseThrow();

        assertThat(readable.text()).isEqualTo(text);
        assertThat(spot.line()).isEqualTo(2);
        assertThat(text.substring(spot.offset())).isEqualTo(">");
    }

    @Test
    void undecodableByte_isFound() {
        byte[] body = "{\"JobsDetail\":{\"JobId\":\"\u00e4 \u00ff\"}}".getBytes(StandardCharsets.ISO_8859_1);
        Callback callback = Decoding.callback(body);

        Spot spot = ReadableBody.of(body, Optional.empty())
                .find(callback.undecodable().orElseThrow().place().orElseThrow())
                .orElseThrow();

        assertThat(spot).isEqualTo(new Spot(24, 1, 25, 1));
    }

    @Test
    void emptyBodyOrMissingNode_isNotFound() {
        ReadableBody blank = ReadableBody.of(utf8(" \n"), Optional.empty());
        assertThat(blank.find(new FaultPlace.AtNode("JobsDetail[0]"))).isEmpty();
        assertThat(blank.find(new FaultPlace.AtCharacter(7))).isEmpty();
        assertThat(blank.text()).isEqualTo(" \n");
        assertThat(ReadableBody.of(utf8("{\"a\":1}"), Optional.empty()).find(new FaultPlace.AtNode("JobsDetail[0]")))
                .isEmpty();
    }

    private static String marked(ReadableBody body, Spot spot) {
        return body.text().substring(spot.offset(), spot.offset() + spot.length());
    }
}
