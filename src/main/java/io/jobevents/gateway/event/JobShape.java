package io.jobevents.gateway.event;

import static io.jobevents.gateway.event.Member.details;
import static io.jobevents.gateway.event.Member.each;
import static io.jobevents.gateway.event.Member.first;
import static io.jobevents.gateway.event.Member.gathered;
import static io.jobevents.gateway.event.Member.integer;
import static io.jobevents.gateway.event.Member.list;
import static io.jobevents.gateway.event.Member.object;
import static io.jobevents.gateway.event.Member.text;
import static io.jobevents.gateway.event.Member.time;
import static io.jobevents.gateway.event.Member.warnings;

import java.util.Optional;

/**
 * The table of a job event: its members and their paths. Id, state, tag, code, message and times are read only from
 * direct children of {@code JobsDetail}, since the same names have other meanings at deeper levels.
 */
final class JobShape {

    private static final ListNodes LISTS = ListNodes.of(
            "Operation/WatermarkTemplateId",
            "Operation/Watermark",
            "Operation/Output/StreamExtract",
            "Operation/MediaResult/OutputFile/ObjectName",
            "Operation/MediaResult/OutputFile/Md5Info",
            "Operation/MediaResult/OutputFile/SpriteOutputFile/ObjectName",
            "Operation/MediaResult/OutputFile/SpriteOutputFile/Md5Info",
            "Operation/DocProcessResult/PageInfo",
            "Operation/VideoTagResult/StreamData/Data/Tags",
            "Operation/VideoTagResult/StreamData/Data/PersonTags",
            "Operation/VideoTagResult/StreamData/Data/PersonTags/DetailPerSecond",
            "Operation/VideoTagResult/StreamData/Data/PersonTags/DetailPerSecond/BBox",
            "Operation/VideoTagResult/StreamData/Data/PlaceTags",
            "Operation/VideoTagResult/StreamData/Data/ActionTags",
            "Operation/VideoTagResult/StreamData/Data/ActionTags/Tags",
            "Operation/VideoTagResult/StreamData/Data/ObjectTags",
            "Operation/VideoTagResult/StreamData/Data/ObjectTags/Objects",
            "Operation/VideoTagResult/StreamData/Data/Labels",
            "Operation/SpeechRecognitionResult/FlashResult",
            "Operation/SpeechRecognitionResult/FlashResult/sentence_list",
            "Operation/SpeechRecognitionResult/FlashResult/sentence_list/word_list",
            "Operation/SpeechRecognitionResult/ResultDetail",
            "Operation/SpeechRecognitionResult/ResultDetail/Words",
            "Operation/WordsGeneralizeResult/WordsGeneralizeLable",
            "Operation/WordsGeneralizeResult/WordsGeneralizeToken",
            "Operation/VideoTargetRecResult/BodyRecognition",
            "Operation/VideoTargetRecResult/BodyRecognition/BodyInfo",
            "Operation/VideoTargetRecResult/PetRecognition",
            "Operation/VideoTargetRecResult/PetRecognition/PetInfo",
            "Operation/VideoTargetRecResult/CarRecognition",
            "Operation/VideoTargetRecResult/CarRecognition/CarInfo",
            "Operation/VideoTargetRecResult/FaceRecognition",
            "Operation/VideoTargetRecResult/FaceRecognition/FaceInfo",
            "Operation/VideoTargetRecResult/LicenseRecognitionResult",
            "Operation/VideoTargetRecResult/LicenseRecognitionResult/PlateInfo",
            "Operation/SplitVideoInfoResult/TimeInfo",
            "Operation/DnaResult/MatchDetail",
            "Operation/VocalScoreResult/PitchScore/SentenceScores",
            "Operation/VocalScoreResult/RhythemScore/SentenceScores",
            "Operation/Detection/TextDetections",
            "Operation/Detection/TextDetections/Polygon",
            "Operation/Detection/TextDetections/ItemPolygon",
            "Operation/Detection/TextDetections/Words",
            "Operation/Detection/TextDetections/WordPolygon");

    static final Shape TABLE = Shape.of(
            text("jobId", "JobId"),
            text("state", "State").orElse(JobShape::stateOfCode),
            first("eventName", Type.Scalar.TEXT, "../EventName", EventName::take),
            text("tag", "Tag", "Operation/Tag"),
            text("subTag", "SubTag"),
            text("code", "Code"),
            text("message", "Message"),
            time("createdAt", "CreationTime"),
            time("startedAt", "StartTime"),
            time("endedAt", "EndTime"),
            integer("progress", "Progress"),
            integer("jobLevel", "Operation/JobLevel"),
            text("queueId", "QueueId"),
            text("queueType", "QueueType"),
            text("userData", "Operation/UserData"),
            text("customId", "Operation/CustomId"),
            object(
                    "input",
                    "Input",
                    text("bucket", "BucketId"),
                    text("region", "Region"),
                    text("key", "Object"),
                    text("url", "Url"),
                    each("headers", Type.Special.HEADERS, "CosHeaders", ObjectHeaders::take)),
            gathered("outputs", new Type.ListOf(Outputs.FILE), Outputs::gather, Outputs.PATHS),
            object(
                    "requestedOutput",
                    "Operation/Output",
                    text("bucket", "Bucket"),
                    text("region", "Region"),
                    text("keyPattern", "Object")),
            object("template", "Operation", text("id", "TemplateId"), text("name", "TemplateName")),
            object(
                    "workflow",
                    "Workflow",
                    text("runId", "RunId"),
                    text("workflowId", "WorkflowId"),
                    text("workflowName", "WorkflowName"),
                    text("node", "Name")),
            object(
                    "media",
                    "Operation/MediaInfo",
                    object("format", "Format", Media.FORMAT),
                    list("video", "Stream/Video", Media.VIDEO),
                    list("audio", "Stream/Audio", Media.AUDIO),
                    list("subtitles", "Stream/Subtitle", Media.SUBTITLE)),
            details(LISTS),
            warnings());

    private JobShape() {}

    static Optional<String> stateOfCode(Reading job) {
        job.warn(Warning.STATE_DERIVED);
        return Optional.of(stateOfCode(job.text("code")));
    }

    /** The state of a job without State, by its code. */
    static String stateOfCode(Optional<String> code) {
        return EventState.of(code.orElse("")) == EventState.SUCCESS ? "Success" : "Failed";
    }
}
