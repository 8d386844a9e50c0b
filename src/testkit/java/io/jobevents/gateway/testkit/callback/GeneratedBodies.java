package io.jobevents.gateway.testkit.callback;

import java.util.ArrayList;
import java.util.List;

/** Generated templates: combinations of tags, states, formats, and sizes from 0.5 to 8 kB. */
public final class GeneratedBodies {

    /** Tags of the catalogue, and an unknown one. */
    private static final List<String> TAGS =
            List.of("Transcode", "Snapshot", "Animation", "Concat", "DocProcess", "SpeechRecognition", "SoakUnknown");

    private static final String ID = String.valueOf(Template.GAP);
    private static final List<String> STATES = List.of("Success", "Success", "Failed", "Running");
    private static final int[] SIZES = {500, 1_000, 2_000, 1_500, 4_000, 8_000};

    private GeneratedBodies() {}

    /** Templates that the gateway must accept. */
    public static List<Template> accepted() {
        List<Template> templates = new ArrayList<>();
        int next = 0;
        for (String state : STATES) {
            for (String tag : TAGS) {
                templates.add(Template.of(xmlJob(ID, tag, state, SIZES[next++ % SIZES.length])));
                templates.add(Template.of(jsonJob(ID, tag, state, SIZES[next++ % SIZES.length])));
            }
            templates.add(Template.of(xmlWorkflow(state)));
            templates.add(Template.of(jsonModeration(state)));
        }
        templates.add(Template.of(simpleModeration()));
        return templates;
    }

    /** Templates that it must reject: jobs without an id, and truncated XML. */
    public static List<Template> rejected() {
        return List.of(
                Template.of("<Response><JobsDetail><State>Success</State><UserData>" + Template.GAP
                        + "</UserData></JobsDetail></Response>"),
                Template.of("<Response><JobsDetail><JobId>" + Template.GAP + "</JobId><State>"));
    }

    /** A job in XML, of about that many bytes. */
    public static String xmlJob(String id, String tag, String state, int size) {
        String head = """
                <?xml version="1.0" encoding="utf-8"?>
                <Response><EventName>TaskFinish</EventName><JobsDetail><Code>%s</Code>\
                <CreationTime>2025-03-02T10:11:12+0800</CreationTime><EndTime>2025-03-02T10:12:40+0800</EndTime>\
                <Input><BucketId>soak-1250000000</BucketId><Object>in/clip.mov</Object><Region>ap-guangzhou</Region></Input>\
                <JobId>%s</JobId><Operation><MediaResult>""".formatted(code(state), id);
        String tail = """
                </MediaResult><TemplateId>t1460606b9752148c4ab182f55163ba7cd</TemplateId></Operation>\
                <QueueId>p893bcda225bf4945a378da6662e81a89</QueueId><State>%s</State><Tag>%s</Tag>\
                </JobsDetail></Response>""".formatted(state, tag);
        StringBuilder body = new StringBuilder(head);
        for (int file = 0; body.length() + tail.length() < size; file++) {
            body.append("""
                    <OutputFile><Bucket>soak-1250000000</Bucket><ObjectName>out/clip-%04d.mp4</ObjectName>\
                    <ObjectPrefix/><Region>ap-guangzhou</Region></OutputFile>""".formatted(file));
        }
        return body.append(tail).toString();
    }

    /** A job in JSON, of about that many bytes. */
    public static String jsonJob(String id, String tag, String state, int size) {
        String head = """
                {"EventName":"TaskFinish","JobsDetail":[{"JobId":"%s","Code":"%s","State":"%s","Tag":"%s",\
                "CreationTime":"2025-03-02T10:11:12+0800","EndTime":"2025-03-02T10:12:40+0800",\
                "Input":{"BucketId":"soak-1250000000","Object":"in/clip.mov","Region":"ap-guangzhou"},\
                "Operation":{"UserData":"soak","MediaResult":{"OutputFile":[""".formatted(id, code(state), state, tag);
        StringBuilder body = new StringBuilder(head);
        for (int file = 0; file == 0 || body.length() < size; file++) {
            body.append(file == 0 ? "" : ",").append("""
                    {"Bucket":"soak-1250000000","ObjectName":"out/clip-%04d.mp4","Region":"ap-guangzhou"}""".formatted(file));
        }
        return body.append("]}}}]}").toString();
    }

    private static String xmlWorkflow(String state) {
        return """
                <Response><EventName>WorkflowFinish</EventName><WorkflowExecution><RunId>%s</RunId>\
                <BucketId>soak-1250000000</BucketId><Object>in/clip.mov</Object><State>%s</State>\
                <CreateTime>2025-03-02T10:11:12+0800</CreateTime><WorkflowId>w461d072a4aa1dc6ed2ecbadb9aaf823e</WorkflowId>\
                <WorkflowName>soak</WorkflowName><Tasks><Type>Transcode</Type><State>%s</State></Tasks>\
                </WorkflowExecution></Response>""".formatted(Template.GAP, state, state);
    }

    /** A result of moderation with a finding in a frame, which has a signed address. */
    private static String jsonModeration(String state) {
        return """
                {"EventName":"ReviewVideo","JobsDetail":{"JobId":"%s","State":"%s","Object":"in/clip.mov","Result":1,\
                "BucketId":"soak-1250000000","Region":"ap-guangzhou","Snapshot":[\
                {"Url":"https://soak.example.com/0.jpg?signature=0a","SnapshotTime":0,"PornInfo":{"HitFlag":0,"Score":1}},\
                {"Url":"https://soak.example.com/1.jpg?signature=0b","SnapshotTime":5000,"Result":1,\
                "PornInfo":{"HitFlag":1,"Score":97.5,"OcrResults":[{"Text":"\\u732b","Keywords":["\\u732b"]}]}}]}}""".formatted(Template.GAP, state);
    }

    private static String simpleModeration() {
        return """
                {"code":0,"message":"","data":{"trace_id":"%s","event":"ReviewImage","result":2,\
                "url":"https://soak-1250000000.cos.ap-guangzhou.myqcloud.com/in/1.png?signature=0c",\
                "porn_info":{"hit_flag":2,"label":"Sexy","score":77}}}""".formatted(Template.GAP);
    }

    private static String code(String state) {
        return state.equals("Failed") ? "ResourceDownloadFailed" : "Success";
    }
}
