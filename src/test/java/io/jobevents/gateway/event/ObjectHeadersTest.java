package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of edge cases of an object's headers: {@code headers}, and what stays in the details. */
class ObjectHeadersTest {

    /** In single quotes; {@code rest} is what follows {@code jobId} and {@code state} in the event. */
    @ParameterizedTest
    @MethodSource
    void headers_areKeysAndValues(String headers, String rest) {
        String callback = "{'JobsDetail':{'JobId':'j','State':'s','Input':{'CosHeaders':" + headers + "}}}";

        assertThat(GoldenPairs.value(callback.replace('\'', '"')))
                .isEqualTo(("{'jobId':'j','state':'s'," + rest + "}").replace('\'', '"'));
    }

    static Stream<Arguments> headers_areKeysAndValues() {
        return Stream.of(
                argumentSet(
                        "by name",
                        "[{'Key':'b','Value':1},{'Value':2,'Key':'a'}]",
                        "'input':{'headers':{'a':'2','b':'1'}}"),
                argumentSet(
                        "key twice",
                        "[{'Key':'a','Value':2},{'Key':'b','Value':3},{'Key':'a','Value':1}]",
                        "'input':{'headers':{'a':['2','1'],'b':'3'}}"),
                argumentSet(
                        "no value",
                        "[{'Key':'a','Value':''},{'Key':'b','Value':1}]",
                        "'input':{'headers':{'b':'1'}},'details':{'Input':{'CosHeaders':{'Key':'a'}}}"),
                argumentSet(
                        "more than both",
                        "{'Key':'a','Value':1,'Other':2}",
                        "'details':{'Input':{'CosHeaders':{'Key':'a','Other':'2','Value':'1'}}}"),
                argumentSet("two keys", "{'Key':['a','b']}", "'details':{'Input':{'CosHeaders':{'Key':['a','b']}}}"),
                argumentSet(
                        "value that is no text",
                        "{'Key':'a','Value':{'b':1}}",
                        "'details':{'Input':{'CosHeaders':{'Key':'a','Value':{'b':'1'}}}}"),
                argumentSet("map", "{'x-cos-meta-a':'1'}", "'details':{'Input':{'CosHeaders':{'x-cos-meta-a':'1'}}}"));
    }
}
