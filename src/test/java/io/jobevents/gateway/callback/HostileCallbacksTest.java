package io.jobevents.gateway.callback;

import static io.jobevents.gateway.callback.Decoding.callback;
import static io.jobevents.gateway.callback.Decoding.rejection;
import static io.jobevents.gateway.callback.Decoding.show;
import static io.jobevents.gateway.callback.Decoding.utf8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of hostile and damaged bodies: each gives a callback, a probe, or a rejection with the right reason and an encodable
 * message, and never an exception.
 */
@Execution(ExecutionMode.CONCURRENT) // shares nothing
class HostileCallbacksTest {

    private static final int NAME_BITS = 16;
    private static final int NAMES = 1 << NAME_BITS;
    private static final String JOB = "<JobsDetail><JobId>j</JobId><State>Success</State></JobsDetail>";
    private static final String XML = "<Response>" + JOB + "</Response>";
    private static final String JSON = "{\"JobsDetail\":{\"JobId\":\"j\",\"State\":\"Success\"}}";

    @ParameterizedTest
    @MethodSource({"documentTypes", "brokenXml", "brokenJson", "overBounds", "otherEncodings"})
    void body_isRejected(byte[] body, Reason reason) {
        Rejection rejection = rejection(body);

        assertThat(rejection.reason()).isEqualTo(reason);
        assertThat(rejection.detail())
                .hasSizeLessThan(350)
                .satisfies(detail -> assertThat(Characters.areLegal(detail)).isTrue());
    }

    static Stream<Arguments> documentTypes() {
        Reason reason = Reason.DOCTYPE_FORBIDDEN;
        return Stream.of(
                body(
                        "entity expansion",
                        reason,
                        "<!DOCTYPE r [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><Response>&b;</Response>"),
                body(
                        "external entity",
                        reason,
                        "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><Response>&a;</Response>"),
                body("external subset", reason, "<!DOCTYPE r SYSTEM 'http://localhost:1/a.dtd'>" + XML),
                body("parameter entity", reason, "<!DOCTYPE r [<!ENTITY % a SYSTEM 'http://localhost:1/'> %a;]>" + XML),
                body("bare", reason, "<!DOCTYPE Response>" + XML),
                body("after a declaration", reason, "<?xml version='1.0'?>\n<!DOCTYPE Response>" + XML),
                body("after comments", reason, "<!-- a --><!-- b -->\n<!DOCTYPE Response>" + XML),
                body("after an instruction", reason, "<?a b?><!DOCTYPE Response>" + XML),
                body("never closed", reason, "<!DOCTYPE Response ["));
    }

    static Stream<Arguments> brokenXml() {
        Reason reason = Reason.MALFORMED_XML;
        return Stream.of(
                body("document type after the root", reason, XML + "<!DOCTYPE Response>"),
                body("document type within the root", reason, "<Response><!DOCTYPE a>" + JOB + "</Response>"),
                body("undeclared entity", reason, "<Response>&a;" + JOB + "</Response>"),
                body("text after the end", reason, XML + "x"),
                body("reference after the end", reason, XML + "&#32;"),
                body("two roots", reason, XML + XML),
                body("end tag too many", reason, XML + "</Response>"),
                body("end tag of another", reason, "<Response><a></b>" + JOB + "</Response>"),
                body("unbound prefix of an element", reason, "<Response><p:a/>" + JOB + "</Response>"),
                body("unbound prefix of an attribute", reason, "<Response p:a='b'>" + JOB + "</Response>"),
                body("attribute twice", reason, "<Response a='b' a='c'>" + JOB + "</Response>"),
                body("attribute without quotes", reason, "<Response a=b>" + JOB + "</Response>"),
                body(
                        "thousands of attributes",
                        Reason.TOO_MANY_NODES,
                        "<Response" + numbered(" a%d='b'", 5000) + ">" + JOB + "</Response>"),
                body(
                        "thousands of attributes below",
                        Reason.TOO_MANY_NODES,
                        "<Response><a" + numbered(" a%d='b'", 5000) + "/>" + JOB + "</Response>"),
                body(
                        "thousands of namespaces",
                        Reason.TOO_MANY_NODES,
                        "<Response" + numbered(" xmlns:a%d='b'", 5000) + ">" + JOB + "</Response>"),
                body("end of a section in text", reason, "<Response>]]>" + JOB + "</Response>"),
                body("two dashes in a comment", reason, "<Response><!-- -- -->" + JOB + "</Response>"),
                body("reference without a number", reason, "<Response>&#;" + JOB + "</Response>"),
                body("reference of a wrong X", reason, "<Response>&#X41;" + JOB + "</Response>"),
                body("character beyond the bottom plane", reason, "<\uD83D\uDE00>"),
                body(
                        "long message cut within a character",
                        reason,
                        "<" + "a".repeat(117) + "\uD840\uDC0B".repeat(30) + "></b>"),
                body(
                        "version with a million blanks",
                        reason,
                        "<?xml version='1.0" + " ".repeat(1_000_000) + "'?>" + XML),
                body("no root", reason, "<?xml version='1.0'?><!-- a -->"),
                body("start alone", reason, "<"),
                body("million sections never closed", reason, "<Response>" + "<![CDATA[".repeat(400_000)),
                body("comments never closed", reason, "<!--" + "&#1;<!-".repeat(400_000)));
    }

    static Stream<Arguments> brokenJson() {
        Reason reason = Reason.MALFORMED_JSON;
        return Stream.of(
                body("word after the end", reason, JSON + " x"),
                body("object after the end", reason, JSON + JSON),
                body("number after the end", reason, JSON + " 1"),
                body("text after the end", reason, JSON + " \"x\""),
                body("list after the end", reason, JSON + " []"),
                body("null after the end", reason, JSON + " null"),
                body("NUL after the end", reason, JSON + "\0"),
                body("brace after the end", reason, JSON + "}"),
                body("comma after the end", reason, JSON + ","),
                body("comma at the end of an object", reason, "{\"JobsDetail\":{\"JobId\":\"j\",}}"),
                body("comma at the end of a list", reason, "{\"JobsDetail\":[{\"JobId\":\"j\"},]}"),
                body("missing value", reason, "{\"a\":[1,,2]}"),
                body("comment", reason, "{/* a */\"a\":1}"),
                body("single quotes", reason, "{'a':1}"),
                body("name without quotes", reason, "{a:1}"),
                body("not a number", reason, "{\"a\":NaN}"),
                body("leading zero", reason, "{\"a\":007}"),
                body("plus sign", reason, "{\"a\":+1}"),
                body("point alone", reason, "{\"a\":1.}"),
                body("line end in a text", reason, "{\"a\":\"b\nc\"}"),
                body("unknown escape", reason, "{\"a\":\"\\x41\"}"),
                body("escape without digits", reason, "{\"a\":\"\\u00\"}"),
                body("character beyond the bottom plane", reason, "{\uD83D\uDE00}"),
                body("brackets that do not match", reason, "{\"a\":[1}"),
                body("start alone", reason, "{"));
    }

    static Stream<Arguments> overBounds() {
        return Stream.of(
                body("XML of 65 levels", Reason.TOO_DEEP, deepXml(65)),
                body("XML of a million levels", Reason.TOO_DEEP, "<Response>" + "<a>".repeat(1_000_000)),
                body("JSON of 65 levels", Reason.TOO_DEEP, deepJson(65)),
                body("JSON of three million lists", Reason.TOO_DEEP, "{\"a\":" + "[".repeat(3_000_000)),
                body("JSON of a million objects", Reason.TOO_DEEP, "{\"a\":".repeat(600_000)),
                body("JSON of 64 lists", Reason.TOO_DEEP, deepList(64)),
                body("XML of 600,001 nodes", Reason.TOO_MANY_NODES, wideXml(600_001)),
                body("JSON of 600,001 nodes", Reason.TOO_MANY_NODES, wideJson(600_001)),
                body(
                        "million empty elements",
                        Reason.TOO_MANY_NODES,
                        "<Response>" + "<a/>".repeat(1_000_000) + "</Response>"),
                body("million nulls", Reason.TOO_MANY_NODES, "{\"a\":[0" + ",null".repeat(800_000) + "]}"),
                body("million lists in a list", Reason.TOO_MANY_NODES, "{\"a\":[0" + ",[]".repeat(1_300_000) + "]}"),
                body("XML of 101 jobs", Reason.TOO_MANY_JOBS, "<Response>" + JOB.repeat(101) + "</Response>"),
                body(
                        "XML of 101 empty jobs",
                        Reason.TOO_MANY_JOBS,
                        "<Response>" + "<JobsDetail/>".repeat(101) + "</Response>"),
                body("JSON of 101 jobs", Reason.TOO_MANY_JOBS, jsonJobs(101)),
                body("wrapped JSON of 101 jobs", Reason.TOO_MANY_JOBS, "{\"Response\":" + jsonJobs(101) + "}"),
                body(
                        "JSON of 101 lists of a job",
                        Reason.TOO_MANY_JOBS,
                        "{\"JobsDetail\":[" + "[{\"a\":1}],".repeat(101) + "1]}"),
                body("XML of 101 workflows", Reason.TOO_MANY_JOBS, "<Response>" + "<WorkflowExecution/>".repeat(101)));
    }

    static Stream<Arguments> otherEncodings() throws IOException {
        return Stream.of(
                argumentSet("UTF-16 XML", XML.getBytes(UTF_16), Reason.UNRECOGNIZED_FORMAT),
                argumentSet("UTF-16BE XML", XML.getBytes(UTF_16BE), Reason.UNRECOGNIZED_FORMAT),
                argumentSet("UTF-16LE XML", XML.getBytes(UTF_16LE), Reason.UNRECOGNIZED_FORMAT),
                argumentSet("UTF-16 JSON", JSON.getBytes(UTF_16), Reason.UNRECOGNIZED_FORMAT),
                argumentSet("UTF-16BE JSON", JSON.getBytes(UTF_16BE), Reason.UNRECOGNIZED_FORMAT),
                argumentSet("UTF-16LE JSON", JSON.getBytes(UTF_16LE), Reason.UNRECOGNIZED_FORMAT),
                argumentSet("UTF-32 JSON", JSON.getBytes(Charset.forName("UTF-32LE")), Reason.UNRECOGNIZED_FORMAT),
                argumentSet("gzip", gzip(XML), Reason.UNRECOGNIZED_FORMAT),
                argumentSet("text", utf8("JobId=j"), Reason.UNRECOGNIZED_FORMAT),
                argumentSet("list", utf8("[" + JSON + "]"), Reason.UNRECOGNIZED_FORMAT),
                argumentSet("two byte-order marks", utf8("\uFEFF\uFEFF" + JSON), Reason.UNRECOGNIZED_FORMAT),
                argumentSet("byte-order mark after a blank", utf8(" \uFEFF" + JSON), Reason.UNRECOGNIZED_FORMAT),
                argumentSet("no-break space", utf8("\u00A0" + JSON), Reason.UNRECOGNIZED_FORMAT));
    }

    @ParameterizedTest
    @MethodSource
    void limitReached_isAccepted(String body) {
        assertThat(Decoding.decode(body)).isInstanceOf(Decoded.Document.class);
    }

    static Stream<Arguments> limitReached_isAccepted() {
        return Stream.of(
                argumentSet("XML of 63 levels", deepXml(63)),
                argumentSet("XML of 64 levels", deepXml(64)),
                argumentSet("JSON of 63 levels", deepJson(63)),
                argumentSet("JSON of 64 levels", deepJson(64)),
                argumentSet("JSON of 63 lists", deepList(63)),
                argumentSet("XML of 600,000 nodes", wideXml(600_000)),
                argumentSet("JSON of 600,000 nodes", wideJson(600_000)),
                argumentSet("XML of 100 jobs", "<Response>" + JOB.repeat(100) + "</Response>"),
                argumentSet("JSON of 100 jobs", jsonJobs(100)),
                argumentSet(
                        "JSON of 100 jobs in a list of a list",
                        jsonJobs(100).replace("[", "[[").replace("]", "]]")),
                argumentSet(
                        "100 jobs and 100 workflows",
                        "<Response>" + JOB.repeat(100) + "<WorkflowExecution/>".repeat(100) + "</Response>"));
    }

    @ParameterizedTest
    @MethodSource
    void unusualBody_isAccepted(byte[] body, String jobs, boolean replaced) {
        Callback callback = callback(body);

        assertThat(show(callback.jobs())).isEqualTo(jobs);
        assertThat(callback.charactersReplaced()).isEqualTo(replaced);
    }

    static Stream<Arguments> unusualBody_isAccepted() {
        byte[] cesu = "{\"JobsDetail\":\"\u00ED\u00A0\u00BD\u00ED\u00B8\u0080\"}".getBytes(ISO_8859_1);
        String many = "9".repeat(100_000);
        String name = "n".repeat(1_000_000);
        return Stream.of(
                argumentSet("declared GBK", declared("GBK", Charset.forName("GBK")), "JobsDetail='猫é'", false),
                argumentSet("declared Latin-1", declared("ISO-8859-1", ISO_8859_1), "JobsDetail='?é'", false),
                argumentSet("declared UTF-16", declared("UTF-16", StandardCharsets.UTF_8), "JobsDetail='猫é'", false),
                argumentSet("declared EBCDIC", declared("IBM037", StandardCharsets.UTF_8), "JobsDetail='猫é'", false),
                argumentSet(
                        "declared unknown", declared("x-none-such", StandardCharsets.UTF_8), "JobsDetail='猫é'", false),
                argumentSet(
                        "Latin-1 undeclared",
                        "<JobsDetail>é</JobsDetail>".getBytes(ISO_8859_1),
                        "JobsDetail='\uFFFD'",
                        true),
                argumentSet(
                        "byte-order mark over declaration",
                        utf8("\uFEFF<?xml version='1.0' encoding='GBK'?><JobsDetail>猫</JobsDetail>"),
                        "JobsDetail='猫'",
                        false),
                argumentSet("CESU-8", cesu, "JobsDetail='" + "\uFFFD".repeat(2) + "'", true),
                odd("\uFFFD as sent", "<JobsDetail>\uFFFD</JobsDetail>", "JobsDetail='\uFFFD'", false),
                odd("raw NUL", "<JobsDetail>a\0b</JobsDetail>", "JobsDetail='a\uFFFDb'", true),
                odd("raw non-character", "<JobsDetail>a\uFFFEb</JobsDetail>", "JobsDetail='a\uFFFDb'", true),
                odd(
                        "non-character beyond",
                        "<JobsDetail>\uD83F\uDFFE</JobsDetail>",
                        "JobsDetail='\uD83F\uDFFE'",
                        false),
                odd("reference to NUL", "<JobsDetail>a&#0;b</JobsDetail>", "JobsDetail='a\uFFFDb'", true),
                odd("reference to a surrogate", "<JobsDetail>a&#xD83D;b</JobsDetail>", "JobsDetail='a\uFFFDb'", true),
                odd(
                        "reference beyond",
                        "<JobsDetail>a&#x110000;&#" + many + ";b</JobsDetail>",
                        "JobsDetail='a\uFFFD\uFFFDb'",
                        true),
                odd(
                        "reference to NUL in CDATA",
                        "<JobsDetail><![CDATA[a&#0;b]]></JobsDetail>",
                        "JobsDetail='a&#0;b'",
                        false),
                odd(
                        "reference to NUL in a comment",
                        "<JobsDetail>a<!--&#0;-->b</JobsDetail>",
                        "JobsDetail='ab'",
                        false),
                odd("reference to NUL in an attribute", "<JobsDetail a='&#0;'/>", "JobsDetail{a='\uFFFD'}", true),
                odd("escaped NUL", "{\"JobsDetail\":\"a\\u0000b\"}", "JobsDetail='a\uFFFDb'", true),
                odd("escaped NUL in a name", "{\"JobsDetail\":{\"a\\u0000\":1}}", "JobsDetail{a\uFFFD='1'}", true),
                odd("raw control character", "{\"JobsDetail\":\"a\u0001b\"}", "JobsDetail='a\uFFFDb'", true),
                odd("lone high surrogate", "{\"JobsDetail\":\"a\\ud83db\"}", "JobsDetail='a\uFFFDb'", true),
                odd("lone low surrogate", "{\"JobsDetail\":\"a\\ude00\"}", "JobsDetail='a\uFFFD'", true),
                odd(
                        "surrogates the wrong way",
                        "{\"JobsDetail\":\"\\ude00\\ud83d\"}",
                        "JobsDetail='\uFFFD\uFFFD'",
                        true),
                odd(
                        "surrogates the right way",
                        "{\"JobsDetail\":\"\\ud83d\\ude00\"}",
                        "JobsDetail='\uD83D\uDE00'",
                        false),
                odd("huge integer", "{\"JobsDetail\":" + many + "}", "JobsDetail='" + many + "'", false),
                odd("huge exponent", "{\"JobsDetail\":1e" + many + "}", "JobsDetail='1e" + many + "'", false),
                odd(
                        "long name in JSON",
                        "{\"JobsDetail\":{\"" + name + "\":1}}",
                        "JobsDetail{" + name + "='1'}",
                        false),
                odd("long name in XML", "<JobsDetail " + name + "='1'/>", "JobsDetail{" + name + "='1'}", false),
                odd("empty name", "{\"JobsDetail\":{\"\":1}}", "JobsDetail{='1'}", false),
                odd(
                        "names twice",
                        "{\"JobsDetail\":{\"a\":1,\"b\":2,\"a\":3}}",
                        "JobsDetail{a='1' b='2' a='3'}",
                        false),
                odd(
                        "bound prefixes",
                        "<p:JobsDetail xmlns:p='a'><p:a p:b='1'/></p:JobsDetail>",
                        "JobsDetail{a{b='1'}}",
                        false),
                odd(
                        "xsi:nil",
                        "<JobsDetail xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><a i:nil='true'/></JobsDetail>",
                        "JobsDetail{a{nil='true'}}",
                        false),
                odd(
                        "hundred attributes",
                        "<JobsDetail" + numbered(" a%d=''", 99) + " z='1'/>",
                        "JobsDetail{z='1'}",
                        false));
    }

    /** A body truncated at any byte is no callback, unless only trailing blanks are missing; a blank one is a probe. */
    @ParameterizedTest
    @MethodSource
    void truncatedBody_isNoCallback(String specimen) throws IOException {
        byte[] body = Files.readAllBytes(Path.of("src/test/resources/callbacks", specimen));
        int content = body.length;
        while (body[content - 1] <= ' ' && body[content - 1] > 0) {
            content--;
        }

        for (int length = 0; length < body.length; length++) {
            Decoded decoded = Decoding.DECODER.decode(Arrays.copyOf(body, length), Optional.empty());
            boolean blank = new String(body, 0, length, ISO_8859_1)
                    .replace("\u00EF\u00BB\u00BF", "")
                    .isBlank();
            assertThat(decoded)
                    .as("the first %d bytes", length)
                    .isInstanceOf(
                            blank
                                    ? Decoded.Probe.class
                                    : length < content ? Decoded.Refused.class : Decoded.Document.class);
        }
    }

    static Stream<Arguments> truncatedBody_isNoCallback() {
        return Stream.of(
                        "transcode-success.xml",
                        "transcode-success.json",
                        "workflow-success.xml",
                        "moderation-image-block.json",
                        "illegal-bytes.xml",
                        "illegal-characters.json",
                        "json-bom.json",
                        "json-nested-arrays.json",
                        "xml-bom.xml",
                        "xml-gbk.xml",
                        "xml-namespace-attributes.xml",
                        "mixed-text-segments.xml")
                .map(name -> argumentSet(name, name));
    }

    /**
     * Hash tables of names degrade if all hashes are equal. The test uses 2^16 such names. The time limit is far above the normal time,
     * and below the time with hash chains.
     */
    @Timeout(12)
    @Test
    void namesWithEqualHashes_areAccepted() {
        StringBuilder xml = new StringBuilder("<JobsDetail>");
        StringBuilder json = new StringBuilder("{\"JobsDetail\":{\"a\":0");
        for (int i = 0; i < NAMES; i++) {
            xml.append('<').append(colliding(i, "Aa", "BB")).append(" a='1'/>");
            json.append(",\"").append(colliding(i, "ab", "bA")).append("\":1");
        }

        Callback ofXml = callback(xml.append("</JobsDetail>").toString());
        Callback ofJson = callback(json.append("}}").toString());

        assertThat(ofXml.jobs().getFirst().children().stream().map(Node::name))
                .doesNotHaveDuplicates()
                .hasSize(NAMES);
        assertThat(ofJson.jobs().getFirst().children().stream().map(Node::name))
                .doesNotHaveDuplicates()
                .hasSize(1 + NAMES);
    }

    private static String colliding(int number, String zero, String one) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < NAME_BITS; bit++) {
            name.append((number >> bit & 1) == 0 ? zero : one);
        }
        return name.toString();
    }

    private static Arguments body(String what, Reason reason, String body) {
        return argumentSet(reason + ": " + what, utf8(body), reason);
    }

    private static Arguments odd(String what, String body, String jobs, boolean replaced) {
        return argumentSet(what, utf8(body), jobs, replaced);
    }

    private static byte[] declared(String encoding, Charset charset) {
        return ("<?xml version='1.0' encoding='" + encoding + "'?><JobsDetail>猫é</JobsDetail>").getBytes(charset);
    }

    /** A document of that many levels: the root is the first, and the innermost text is not one. */
    private static String deepXml(int levels) {
        return "<Response><JobsDetail>" + "<a>".repeat(levels - 2) + "1" + "</a>".repeat(levels - 2)
                + "</JobsDetail></Response>";
    }

    private static String deepJson(int levels) {
        return "{\"JobsDetail\":" + "{\"a\":".repeat(levels - 2) + "1" + "}".repeat(levels - 1);
    }

    /** A document with that many nested lists; the first is on the level of its member. */
    private static String deepList(int lists) {
        return "{\"JobsDetail\":" + "[".repeat(lists) + "1" + "]".repeat(lists) + "}";
    }

    private static String wideXml(int nodes) {
        return "<Response><JobsDetail>" + "<a>1</a>".repeat(nodes - 2) + "</JobsDetail></Response>";
    }

    private static String wideJson(int nodes) {
        return "{\"JobsDetail\":{\"a\":[0" + ",1".repeat(nodes - 3) + "]}}";
    }

    private static String jsonJobs(int jobs) {
        return "{\"JobsDetail\":[{\"a\":1}" + ",{\"a\":1}".repeat(jobs - 1) + "]}";
    }

    private static String numbered(String format, int count) {
        StringBuilder all = new StringBuilder();
        IntStream.range(0, count).forEach(i -> all.append(String.format(format, i)));
        return all.toString();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(utf8(text));
        }
        return bytes.toByteArray();
    }
}
