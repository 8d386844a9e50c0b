package io.jobevents.gateway.callback;

import static io.jobevents.gateway.callback.Decoding.callback;
import static io.jobevents.gateway.callback.Decoding.decode;
import static io.jobevents.gateway.callback.Decoding.rejection;
import static io.jobevents.gateway.callback.Decoding.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.callback.Callback.Format;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of {@link CallbackDecoder} by section 2 of the contract: bytes to one tree, and the parts of the envelope. */
class CallbackDecoderTest {

    @ParameterizedTest
    @MethodSource
    void document_isOneTree(String body, String jobs) {
        assertThat(show(callback(body).jobs())).isEqualTo(jobs);
    }

    static Stream<Arguments> document_isOneTree() {
        return Stream.of(
                job("<JobsDetail>a</JobsDetail>", "JobsDetail='a'"),
                job(
                        "<JobsDetail a='1' p:b='2' xmlns:p='c' xmlns='d'><p:e>3</p:e></JobsDetail>",
                        "JobsDetail{a='1' b='2' e='3'}"),
                job("<JobsDetail>a<b>1</b>c</JobsDetail>", "JobsDetail{#text='a' b='1' #text='c'}"),
                job("<JobsDetail b='1'>a</JobsDetail>", "JobsDetail{b='1' #text='a'}"),
                job("<JobsDetail b=''> a </JobsDetail>", "JobsDetail='a'"),
                job("<JobsDetail><a/><b></b><c> \n</c><d><e/></d><f>1</f></JobsDetail>", "JobsDetail{f='1'}"),
                job("<JobsDetail>a<![CDATA[<b>]]>&amp;&#99;<!-- d -->e<?f g?></JobsDetail>", "JobsDetail='a<b>&ce'"),
                job("<JobsDetail>a\r\nb\rc</JobsDetail>", "JobsDetail='a\nb\nc'"),
                job("<JobsDetail><a>1</a><b>2</b><a>3</a></JobsDetail>", "JobsDetail{a='1' b='2' a='3'}"),
                job("{'JobsDetail':'a'}", "JobsDetail='a'"),
                job(
                        "{'JobsDetail':{'a':1.0,'b':-0,'c':1E+5,'d':true,'e':false,'f':'null'}}",
                        "JobsDetail{a='1.0' b='-0' c='1E+5' d='true' e='false' f='null'}"),
                job(
                        "{'JobsDetail':{'a':null,'b':'','c':{},'d':[],'e':[null,[{}]],'f':' ','g':1}}",
                        "JobsDetail{g='1'}"),
                job("{'JobsDetail':{'a':[1,2,{'b':3}]}}", "JobsDetail{a='1' a='2' a{b='3'}}"),
                job("{'JobsDetail':{'a':[[1,[2]],3]}}", "JobsDetail{a='1' a='2' a='3'}"),
                job("{'JobsDetail':{'a':1,'b':2,'a':[3]}}", "JobsDetail{a='1' b='2' a='3'}"),
                job("{'JobsDetail':{'#text':' a ','b':{'#text':'c'}}}", "JobsDetail{#text='a' b='c'}"),
                job("{'JobsDetail':{'a':{'#text':'b','c':''}}}", "JobsDetail{a='b'}"),
                job(
                        "<JobsDetail><Object> a </Object><ObjectName> b</ObjectName><ObjectPrefix>c </ObjectPrefix><UserData> </UserData><Url> d </Url></JobsDetail>",
                        "JobsDetail{Object=' a ' ObjectName=' b' ObjectPrefix='c ' UserData=' ' Url='d'}"),
                job(
                        "{'JobsDetail':{'Object':' a ','ObjectName':' b','ObjectPrefix':'c ','UserData':' ','Url':' d '}}",
                        "JobsDetail{Object=' a ' ObjectName=' b' ObjectPrefix='c ' UserData=' ' Url='d'}"),
                job(
                        "<JobsDetail Object=' a '><UserData b='1'> c </UserData></JobsDetail>",
                        "JobsDetail{Object=' a ' UserData{b='1' #text=' c '}}"),
                job("{'JobsDetail':{'UserData':[{'#text':' a '},' b ']}}", "JobsDetail{UserData=' a ' UserData=' b '}"),
                job(
                        "<JobsDetail><Object>\u00A0\u3000</Object><a>\u3000b\u00A0</a></JobsDetail>",
                        "JobsDetail{Object='\u00A0\u3000' a='\u3000b\u00A0'}"),
                job("<JobsDetail>\u3000<a>1</a>\u2028<b c='2'>\u3000</b></JobsDetail>", "JobsDetail{a='1' b{c='2'}}"));
    }

    @ParameterizedTest
    @MethodSource
    void envelope_isSplitIntoParts(String body, String jobs, String workflows, String beside) {
        Callback callback = callback(body.replace('\'', '"'));

        assertThat(show(callback.jobs())).isEqualTo(jobs);
        assertThat(show(callback.workflows())).isEqualTo(workflows);
        assertThat(show(callback.beside())).isEqualTo(beside);
    }

    static Stream<Arguments> envelope_isSplitIntoParts() {
        String one = "JobsDetail{a='1'}";
        String flow = "WorkflowExecution{b='2'}";
        return Stream.of(
                argumentSet("XML", "<Response><JobsDetail><a>1</a></JobsDetail></Response>", one, "", ""),
                argumentSet("XML without Response", "<JobsDetail><a>1</a></JobsDetail>", one, "", ""),
                argumentSet("XML workflow alone", "<WorkflowExecution><b>2</b></WorkflowExecution>", "", flow, ""),
                argumentSet(
                        "XML of both, and more",
                        "<Response c='3'><WorkflowExecution><b>2</b></WorkflowExecution><EventName>e</EventName>"
                                + "<JobsDetail><a>1</a></JobsDetail><JobsDetail><a>1</a></JobsDetail></Response>",
                        one + " " + one,
                        flow,
                        "c='3' EventName='e'"),
                argumentSet("JSON", "{'JobsDetail':{'a':1}}", one, "", ""),
                argumentSet(
                        "JSON with a list",
                        "{'JobsDetail':[{'a':1},{'a':1}],'EventName':'e'}",
                        one + " " + one,
                        "",
                        "EventName='e'"),
                argumentSet(
                        "JSON with Response",
                        "{'Response':{'JobsDetail':{'a':1},'EventName':'e'}}",
                        one,
                        "",
                        "EventName='e'"),
                argumentSet(
                        "JSON with Response and more",
                        "{'c':3,'Response':{'JobsDetail':{'a':1}},'WorkflowExecution':{'b':2}}",
                        one,
                        flow,
                        "c='3'"),
                argumentSet(
                        "JSON with a Response that is a text",
                        "{'Response':'r','JobsDetail':{'a':1}}",
                        one,
                        "",
                        "Response='r'"),
                argumentSet("empty jobs are none", "{'JobsDetail':[{},{'a':1},null]}", one, "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"probe\"}",
                "{\"message\":\" Probe \"}",
                "{\"data\":{\"trace_id\":\"test_trace_id\",\"result\":0,\"url\":\"u\"}}",
                "{\"code\":0,\"data\":{\"trace_id\":\"a\"},\"message\":\"Test request when setting callback URL\"}",
                "{\"code\":0,\"data\":{\"trace_id\":\"t\"},\"message\":\"Test request when setting callback url\"}",
                "{\"message\":\"TEST REQUEST WHEN SETTING CALLBACK URL\",\"message\":\"b\"}"
            })
    void testDocument_isAProbe(String body) {
        assertThat(decode(body)).isEqualTo(new Decoded.Probe(Format.JSON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"trace_id\":\"a\"}}",
                "{\"data\":{\"trace_id\":{\"b\":1}}}",
                "{\"data\":{\"result\":0,\"url\":\"u\"},\"code\":0}",
                "{\"JobsDetail\":null,\"data\":{\"trace_id\":\"a\"}}"
            })
    void simpleModeration_isACallback(String body) {
        Callback callback = Decoding.callback(body);

        assertThat(callback.moderation()).isPresent();
        assertThat(callback.jobs()).isEmpty();
        assertThat(callback.workflows()).isEmpty();
        assertThat(callback.beside()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":\"trace_id\"}",
                "{\"data\":[{\"trace_id\":\"a\"},{\"trace_id\":\"b\"}]}",
                "{\"data\":{\"result\":0}}",
                "{\"data\":{\"url\":\"u\"}}",
                "{\"trace_id\":\"a\"}",
                "{\"data\":{\"trace_id\":null}}",
                "<Response><data><trace_id>a</trace_id></data></Response>"
            })
    void incompleteSimpleModeration_isUnknown(String body) {
        assertThat(Decoding.rejection(body).reason()).isEqualTo(Reason.UNKNOWN_CALLBACK);
    }

    @Test
    void jobsBesideData_areJobs() {
        Callback callback = Decoding.callback("{\"data\":{\"trace_id\":\"a\"},\"JobsDetail\":{\"JobId\":\"j\"}}");

        assertThat(callback.jobs()).hasSize(1);
        assertThat(callback.moderation()).isEmpty();
        assertThat(callback.beside()).hasSize(1);
    }

    @Test
    void emptyBody_isAProbe() {
        assertThat(decode("")).isEqualTo(new Decoded.Probe(Format.NONE));
        assertThat(decode("\uFEFF \r\n")).isEqualTo(new Decoded.Probe(Format.NONE));
    }

    @ParameterizedTest
    @MethodSource
    void rejection_namesReasonAndPlace(String body, Reason reason, String detail) {
        assertThat(rejection(body).detail()).isEqualTo(detail);
        assertThat(rejection(body).reason()).isEqualTo(reason);
    }

    static Stream<Arguments> rejection_namesReasonAndPlace() {
        String empty = "The document is no callback: it is empty.";
        String neither =
                "The document is no callback: it has neither JobsDetail nor WorkflowExecution, and is no result of moderation.";
        return Stream.of(
                refused("empty object", "{}", Reason.UNKNOWN_CALLBACK, empty),
                refused("empty root", "<Response> <JobsDetail/></Response>", Reason.UNKNOWN_CALLBACK, empty),
                refused(
                        "other root",
                        "<Other><JobsDetail><a>1</a></JobsDetail></Other>",
                        Reason.UNKNOWN_CALLBACK,
                        neither),
                refused("text in the root", "<Response>a</Response>", Reason.UNKNOWN_CALLBACK, neither),
                refused("other message", "{\"message\":\"probes\"}", Reason.UNKNOWN_CALLBACK, neither),
                refused("message of another case", "{\"Message\":\"probe\"}", Reason.UNKNOWN_CALLBACK, neither),
                refused(
                        "test document in XML",
                        "<Response><message>probe</message></Response>",
                        Reason.UNKNOWN_CALLBACK,
                        neither),
                refused("job too deep inside", "{\"a\":{\"JobsDetail\":{\"b\":1}}}", Reason.UNKNOWN_CALLBACK, neither),
                refused(
                        "malformed JSON, lines counted with those before",
                        "\n\n{\"a\":\n 1,}",
                        Reason.MALFORMED_JSON,
                        "Not well-formed at line 4, column 4: Unexpected character ('}' (code 125)): was expecting"
                                + " double-quote to start field name"),
                refused(
                        "malformed XML, lines counted with those before",
                        "\n<a>\n <b></a>",
                        Reason.MALFORMED_XML,
                        "Not well-formed at line 3, column 8: Unexpected close tag </a>; expected </b>."),
                refused(
                        "text after the end",
                        "{\"JobsDetail\":1} 2",
                        Reason.MALFORMED_JSON,
                        "Not well-formed at line 1, column 19: There is text after the end of the document"),
                refused(
                        "document type",
                        "\n<?xml version='1.0'?>\n<!DOCTYPE a><a/>",
                        Reason.DOCTYPE_FORBIDDEN,
                        "The document type declaration at line 3 is not taken."));
    }

    @ParameterizedTest
    @MethodSource
    void limitExceeded_isRejectedWithThePlace(Bounds bounds, String body, Reason reason, String detail) {
        Decoded decoded = new CallbackDecoder(bounds, Set.of()).decode(Decoding.utf8(body), Optional.empty());

        assertThat(decoded)
                .isEqualTo(new Decoded.Refused(
                        body.startsWith("<") ? Format.XML : Format.JSON, new Rejection(reason, detail)));
    }

    static Stream<Arguments> limitExceeded_isRejectedWithThePlace() {
        String xml = "<Response>\n<JobsDetail><a>1</a></JobsDetail></Response>";
        String json = "{\"JobsDetail\":\n{\"a\":1}}";
        return Stream.of(
                argumentSet(
                        "XML depth",
                        new Bounds(2, 9, 9),
                        xml,
                        Reason.TOO_DEEP,
                        "The callback has more than 2 levels at line 2, column 21."),
                argumentSet(
                        "JSON depth",
                        new Bounds(2, 9, 9),
                        json,
                        Reason.TOO_DEEP,
                        "The callback has more than 2 levels at line 2, column 7."),
                argumentSet(
                        "XML nodes",
                        new Bounds(9, 2, 9),
                        xml,
                        Reason.TOO_MANY_NODES,
                        "The callback has more than 2 nodes at line 2, column 21."),
                argumentSet(
                        "JSON nodes",
                        new Bounds(9, 2, 9),
                        json,
                        Reason.TOO_MANY_NODES,
                        "The callback has more than 2 nodes at line 2, column 7."),
                argumentSet(
                        "JSON jobs",
                        new Bounds(9, 9, 1),
                        "{\"JobsDetail\":[{},{}]}",
                        Reason.TOO_MANY_JOBS,
                        "The callback has more than 1 times JobsDetail at line 1, column 20."),
                argumentSet(
                        "JSON workflows",
                        new Bounds(9, 9, 1),
                        "{\"JobsDetail\":{},\"WorkflowExecution\":[1,2]}",
                        Reason.TOO_MANY_JOBS,
                        "The callback has more than 1 times WorkflowExecution at line 1, column 42."));
    }

    @Test
    void nestedJobsDetail_isNotCounted() {
        Decoded decoded = new CallbackDecoder(new Bounds(9, 99, 1), Set.of())
                .decode(
                        Decoding.utf8("{\"a\":{\"JobsDetail\":[1,2,3]},\"JobsDetail\":{\"JobsDetail\":[1,2]}}"),
                        Optional.empty());

        assertThat(decoded).isInstanceOf(Decoded.Document.class);
    }

    @Test
    void toString_showsNoText() {
        Callback callback = callback("{\"JobsDetail\":{\"a\":\"secret\"},\"EventName\":\"secret\"}");

        assertThat(callback.toString() + callback.jobs() + callback.beside() + rejection("{secret"))
                .isEqualTo(
                        "Callback[JSON, jobs=1, workflows=0][Node[JobsDetail]][Node[EventName]]Rejection[malformed-json]");
    }

    private static Arguments job(String body, String jobs) {
        return argumentSet(body, body.startsWith("{") ? body.replace('\'', '"') : body, jobs);
    }

    private static Arguments refused(String what, String body, Reason reason, String detail) {
        return argumentSet(what, body, reason, detail);
    }
}
