package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of edge cases of media information: fields that are numbers, and what stays in an element's details. */
class MediaTest {

    /** In single quotes; {@code rest} is what follows {@code jobId} and {@code state} in the event. */
    @ParameterizedTest
    @MethodSource
    void mediaInfo_givesMedia(String mediaInfo, String rest) {
        String callback = "{'JobsDetail':{'JobId':'j','State':'s','Operation':{'MediaInfo':" + mediaInfo + "}}}";

        assertThat(GoldenPairs.value(callback.replace('\'', '"')))
                .isEqualTo(("{'jobId':'j','state':'s'," + rest + "}").replace('\'', '"'));
    }

    static Stream<Arguments> mediaInfo_givesMedia() {
        return Stream.of(
                argumentSet(
                        "numbers",
                        "{'Format':{'Bitrate':'01','Duration':'-1.50','Size':'1e3','NumStream':2}}",
                        "'media':{'format':{'details':{'Bitrate':'01','Size':'1e3'},'duration':-1.5,'numStream':2}}"),
                argumentSet(
                        "texts that look like numbers",
                        "{'Stream':{'Video':{'Fps':25.0,'AvgFps':1,'CodecTag':0,'Profile':100}}}",
                        "'media':{'video':[{'avgFps':'1','codecTag':'0','fps':'25.0','profile':'100'}]}"),
                argumentSet(
                        "details among the fields by name",
                        "{'Stream':{'Audio':{'Other':1,'Channel':2,'SampleRate':3}}}",
                        "'media':{'audio':[{'channel':2,'details':{'Other':'1'},'sampleRate':3}]}"),
                argumentSet(
                        "details alone",
                        "{'Stream':{'Subtitle':{'Other':1}}}",
                        "'media':{'subtitles':[{'details':{'Other':'1'}}]}"),
                argumentSet(
                        "fields of another kind",
                        "{'Stream':{'Subtitle':{'Width':1},'Audio':{'Fps':2}},'Format':{'Index':3}}",
                        "'media':{'format':{'details':{'Index':'3'}},'audio':[{'details':{'Fps':'2'}}],'subtitles':[{'details':{'Width':'1'}}]}"),
                argumentSet(
                        "field twice",
                        "{'Stream':{'Video':{'Width':['x',2],'Height':[3,4]}}}",
                        "'media':{'video':[{'details':{'Height':'4','Width':['x','2']},'height':3}]}"),
                argumentSet(
                        "field that is no text",
                        "{'Format':{'Size':{'a':1},'FormatName':{'b':2}}}",
                        "'media':{'format':{'details':{'FormatName':{'b':'2'},'Size':{'a':'1'}}}}"),
                argumentSet(
                        "format twice",
                        "{'Format':[{'Size':1},{'Size':2}]}",
                        "'media':{'format':{'size':1}},'details':{'Operation':{'MediaInfo':{'Format':{'Size':'2'}}}}"),
                argumentSet(
                        "format that is a text",
                        "{'Format':'a'}",
                        "'details':{'Operation':{'MediaInfo':{'Format':'a'}}}"),
                argumentSet(
                        "stream that is a text",
                        "{'Stream':{'Video':['a',{'Index':0}]}}",
                        "'media':{'video':[{'index':0}]},'details':{'Operation':{'MediaInfo':{'Stream':{'Video':'a'}}}}"),
                argumentSet(
                        "streams twice",
                        "{'Stream':[{'Video':{'Index':0}},{'Video':{'Index':1}}]}",
                        "'media':{'video':[{'index':0}]},'details':{'Operation':{'MediaInfo':{'Stream':{'Video':{'Index':'1'}}}}}"),
                argumentSet("nothing known", "{'Other':1}", "'details':{'Operation':{'MediaInfo':{'Other':'1'}}}"));
    }
}
