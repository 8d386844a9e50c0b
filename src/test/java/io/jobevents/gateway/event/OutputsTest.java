package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of edge cases of a job's files: {@code outputs}, and what stays in the details. */
class OutputsTest {

    private static final String LONG = "k".repeat(1024);
    private static final String PLACE = "b".repeat(255);

    /** In single quotes; {@code rest} is what follows {@code jobId} and {@code state} in the event. */
    @ParameterizedTest
    @MethodSource
    void outputFile_givesOutputsAndDetails(String outputFile, String rest) {
        String callback = "{'JobsDetail':{'JobId':'j','State':'s','Operation':{'MediaResult':{'OutputFile':"
                + outputFile + "}}}}";

        assertThat(GoldenPairs.value(callback.replace('\'', '"')))
                .isEqualTo(("{'jobId':'j','state':'s'," + rest + "}").replace('\'', '"'));
    }

    static Stream<Arguments> outputFile_givesOutputsAndDetails() {
        return Stream.of(
                argumentSet("name alone", "{'ObjectName':'k'}", "'outputs':[{'key':'k'}]"),
                argumentSet(
                        "prefix with blanks",
                        "{'ObjectPrefix':'p ','ObjectName':[' k','l']}",
                        "'outputs':[{'key':'p  k'},{'key':'p l'}]"),
                argumentSet(
                        "no name", "{'Bucket':'b','ObjectPrefix':'p'}", details("'Bucket':'b','ObjectPrefix':'p'", "")),
                argumentSet("text for a file", "'k'", "'details':{'Operation':{'MediaResult':{'OutputFile':'k'}}}"),
                argumentSet(
                        "name that is no text",
                        "{'Bucket':'b','ObjectName':{'a':'k'}}",
                        details("'Bucket':'b','ObjectName':[{'a':'k'}]", "")),
                argumentSet(
                        "one name that is no text keeps the place",
                        "{'Bucket':'b','ObjectPrefix':'p','ObjectName':['k',{'a':'l'}]}",
                        "'outputs':[{'bucket':'b','key':'pk'}],"
                                + details("'Bucket':'b','ObjectName':[{'a':'l'}],'ObjectPrefix':'p'", "")),
                argumentSet(
                        "bucket twice",
                        "{'Bucket':['b','c'],'ObjectName':'k'}",
                        "'outputs':[{'bucket':'b','key':'k'}]," + details("'Bucket':'c'", "")),
                argumentSet(
                        "sprite after its file, others after both",
                        "[{'ObjectName':['k','l'],'SpriteOutputFile':{'Bucket':'b','ObjectName':'s'}},{'ObjectName':'m'}]",
                        "'outputs':[{'key':'k'},{'key':'l'},{'bucket':'b','key':'s','sprite':true},{'key':'m'}]"),
                argumentSet(
                        "sprite of a sprite",
                        "{'SpriteOutputFile':{'ObjectName':'s','SpriteOutputFile':{'ObjectName':'t'}}}",
                        "'outputs':[{'key':'s','sprite':true}],"
                                + details("'SpriteOutputFile':{'SpriteOutputFile':{'ObjectName':'t'}}", "")),
                argumentSet(
                        "MD5 joined on the full key",
                        "{'ObjectPrefix':'p','ObjectName':['k','l'],'Md5Info':[{'ObjectName':'pl','Md5':'2'},{'ObjectName':'pk','Md5':'1'}]}",
                        "'outputs':[{'key':'pk','md5':'1'},{'key':'pl','md5':'2'}]"),
                argumentSet(
                        "MD5 of the short name",
                        "{'ObjectPrefix':'p','ObjectName':'k','Md5Info':{'ObjectName':'k','Md5':'1'}}",
                        "'outputs':[{'key':'pk'}]," + details("'Md5Info':[{'Md5':'1','ObjectName':'k'}]", "")),
                argumentSet(
                        "MD5 of a key twice, and more in it",
                        "{'ObjectName':'k','Md5Info':[{'ObjectName':'k','Md5':'1','a':'2'},{'ObjectName':'k','Md5':'3'}]}",
                        "'outputs':[{'key':'k','md5':'1'}],"
                                + details("'Md5Info':[{'a':'2'},{'Md5':'3','ObjectName':'k'}]", "")),
                argumentSet(
                        "key twice, MD5 once",
                        "{'ObjectName':['k','k'],'Md5Info':{'ObjectName':'k','Md5':'1'}}",
                        "'outputs':[{'key':'k','md5':'1'},{'key':'k'}]"),
                argumentSet(
                        "MD5 without MD5",
                        "{'ObjectName':'k','Md5Info':[{'ObjectName':'k'},{'ObjectName':'k','Md5':'1'}]}",
                        "'outputs':[{'key':'k','md5':'1'}]," + details("'Md5Info':[{'ObjectName':'k'}]", "")),
                argumentSet(
                        "key of 1,024 bytes", "{'ObjectName':'" + LONG + "'}", "'outputs':[{'key':'" + LONG + "'}]"),
                argumentSet(
                        "key of 1,025 bytes, of which two are one character",
                        "{'ObjectPrefix':'é','ObjectName':'" + LONG.substring(1) + "'}",
                        details(
                                "'ObjectName':['" + LONG.substring(1) + "'],'ObjectPrefix':'é'",
                                ",'warnings':['output-too-long']")),
                argumentSet(
                        "long key beside a short one",
                        "{'Region':'r','ObjectPrefix':'p','ObjectName':['k','" + LONG + "']}",
                        "'outputs':[{'region':'r','key':'pk'}],"
                                + details(
                                        "'ObjectName':['" + LONG + "'],'ObjectPrefix':'p','Region':'r'",
                                        ",'warnings':['output-too-long']")),
                argumentSet(
                        "bucket of 255 bytes",
                        "{'Bucket':'" + PLACE + "','ObjectName':'k'}",
                        "'outputs':[{'bucket':'" + PLACE + "','key':'k'}]"),
                argumentSet(
                        "region of 256 bytes",
                        "{'Region':'" + PLACE + "b','ObjectName':'k','SpriteOutputFile':{'ObjectName':'s'}}",
                        "'outputs':[{'key':'s','sprite':true}],"
                                + details(
                                        "'ObjectName':['k'],'Region':'" + PLACE + "b'",
                                        ",'warnings':['output-too-long']")),
                argumentSet(
                        "long region of no file",
                        "{'Region':'" + PLACE + "b'}",
                        details("'Region':'" + PLACE + "b'", "")));
    }

    /** In single quotes; the results are in {@code Operation}, beside the requested output location. */
    @ParameterizedTest
    @MethodSource
    void results_giveOutputsAndDetails(String results, String rest) {
        String callback = "{'JobsDetail':{'JobId':'j','State':'s','Operation':{" + results + "}}}";

        assertThat(GoldenPairs.value(callback.replace('\'', '"')))
                .isEqualTo(("{'jobId':'j','state':'s'," + rest + "}").replace('\'', '"'));
    }

    static Stream<Arguments> results_giveOutputsAndDetails() {
        String output = "'Output':{'Bucket':'b','Region':'r'}";
        String asked = "'requestedOutput':{'bucket':'b','region':'r'}";
        return Stream.of(
                argumentSet(
                        "the place that was asked for, named before or after",
                        "'FileCompressResult':{'Object':'k'}," + output,
                        "'outputs':[{'bucket':'b','region':'r','key':'k'}]," + asked),
                argumentSet(
                        "a place of its own",
                        output + ",'FileCompressResult':{'Bucket':'c','Object':'k','Region':'s'}",
                        "'outputs':[{'bucket':'c','region':'s','key':'k'}]," + asked),
                argumentSet(
                        "media first, then documents, pictures, archives, transcripts",
                        "'SpeechRecognitionResult':{'DetailObjectName':'7','ObjectName':'6'},"
                                + "'FileCompressResult':{'Object':'5'},"
                                + "'PicProcessResult':{'ObjectName':'4'},"
                                + "'DocProcessResult':{'PageInfo':[{'TgtUri':'2'},{'TgtUri':'3'}]},"
                                + "'MediaResult':{'OutputFile':{'ObjectName':'1'}}",
                        "'outputs':[{'key':'1'},{'key':'2'},{'key':'3'},{'key':'4'},{'key':'5'},{'key':'6'},{'key':'7'}]"),
                argumentSet(
                        "a result without a key",
                        "'FileCompressResult':{'Bucket':'c'},'PicProcessResult':{'Md5':'1'}",
                        "'details':{'Operation':{'FileCompressResult':{'Bucket':'c'},'PicProcessResult':{'Md5':'1'}}}"),
                argumentSet(
                        "a key that is no text",
                        "'FileCompressResult':{'Object':{'a':'k'}},'DocProcessResult':{'PageInfo':['p',{'TgtUri':{'a':'k'}}]}",
                        "'details':{'Operation':{'DocProcessResult':{'PageInfo':['p',{'TgtUri':{'a':'k'}}]},"
                                + "'FileCompressResult':{'Object':{'a':'k'}}}}"),
                argumentSet(
                        "a result that is no object",
                        "'FileCompressResult':'k'",
                        "'details':{'Operation':{'FileCompressResult':'k'}}"),
                argumentSet(
                        "a second result",
                        "'FileCompressResult':[{'Object':'k'},{'Object':'l'}]",
                        "'outputs':[{'key':'k'}],'details':{'Operation':{'FileCompressResult':{'Object':'l'}}}"),
                argumentSet(
                        "a key twice",
                        "'FileCompressResult':{'Object':['k','l']}",
                        "'outputs':[{'key':'k'}],'details':{'Operation':{'FileCompressResult':{'Object':'l'}}}"),
                argumentSet(
                        "a file that media name, too",
                        "'SpeechRecognitionResult':{'ObjectName':'k'},"
                                + "'MediaResult':{'OutputFile':{'Bucket':'b','ObjectName':'k','Region':'r'}}," + output,
                        "'outputs':[{'bucket':'b','region':'r','key':'k'}]," + asked),
                argumentSet(
                        "the same key in another bucket",
                        "'SpeechRecognitionResult':{'ObjectName':'k'},"
                                + "'MediaResult':{'OutputFile':{'Bucket':'c','ObjectName':'k'}}",
                        "'outputs':[{'bucket':'c','key':'k'},{'key':'k'}]"),
                argumentSet(
                        "pages of one file",
                        "'DocProcessResult':{'PageInfo':[{'PageNo':1,'TgtUri':'k'},{'PageNo':2.5,'TgtUri':'k'}]}",
                        "'outputs':[{'key':'k','page':1},{'key':'k'}],"
                                + "'details':{'Operation':{'DocProcessResult':{'PageInfo':[{'PageNo':'2.5'}]}}}"),
                argumentSet(
                        "picture's name that is none of its keys",
                        "'PicProcessResult':{'ObjectName':'/k','ProcessResult':{'Key':'k'}}",
                        "'outputs':[{'key':'k'}],'details':{'Operation':{'PicProcessResult':{'ObjectName':'/k'}}}"),
                argumentSet(
                        "picture's bucket for its files",
                        "'PicProcessResult':{'Bucket':'c','ObjectName':'k','ProcessResult':{'Etag':'e','Key':'k'}},"
                                + output,
                        "'outputs':[{'bucket':'c','region':'r','key':'k'}]," + asked
                                + ",'details':{'Operation':{'PicProcessResult':{'ProcessResult':{'Etag':'e'}}}}"),
                argumentSet(
                        "picture's bucket that is no file's",
                        "'PicProcessResult':{'Bucket':'c','ProcessResult':{'Bucket':'d','Key':'k'}}",
                        "'outputs':[{'bucket':'d','key':'k'}],'details':{'Operation':{'PicProcessResult':{'Bucket':'c'}}}"),
                argumentSet(
                        "MD5 beside the name and the key",
                        "'PicProcessResult':{'Md5':'1','ObjectName':'k','ProcessResult':{'Key':'k','Md5':'2'}}",
                        "'outputs':[{'key':'k','md5':'2'}],'details':{'Operation':{'PicProcessResult':{'Md5':'1'}}}"),
                argumentSet(
                        "one key too long keeps the place",
                        "'SpeechRecognitionResult':{'Bucket':'c','DetailObjectName':'" + LONG + "k','ObjectName':'k'}",
                        "'outputs':[{'bucket':'c','key':'k'}],'details':{'Operation':{'SpeechRecognitionResult':"
                                + "{'Bucket':'c','DetailObjectName':'" + LONG
                                + "k'}}},'warnings':['output-too-long']"),
                argumentSet(
                        "a bucket too long",
                        "'DocProcessResult':{'PageInfo':{'TgtUri':'k'}},'Output':{'Bucket':'" + PLACE + "b'}",
                        "'requestedOutput':{'bucket':'" + PLACE
                                + "b'},'details':{'Operation':{'DocProcessResult':{'PageInfo':[{'TgtUri':'k'}]}}},"
                                + "'warnings':['output-too-long']"));
    }

    private static String details(String outputFile, String warnings) {
        return "'details':{'Operation':{'MediaResult':{'OutputFile':{" + outputFile + "}}}}" + warnings;
    }
}
