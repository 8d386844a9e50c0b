package io.jobevents.gateway.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A random callback that can be written as XML and as JSON. It has names that the normalizer reads in their places and elsewhere,
 * unknown names, repetitions, and texts of all kinds.
 *
 * @param beside nodes beside the jobs and workflows
 */
record RandomCallback(List<Tree> jobs, List<Tree> workflows, List<Tree> beside) {

    /** A node. It has a text only if it has no children. */
    record Tree(String name, String text, List<Tree> children) {

        boolean isLeaf() {
            return children.isEmpty();
        }

        List<Tree> all(String childName) {
            return children.stream()
                    .filter(child -> child.name.equals(childName))
                    .toList();
        }

        /** The node without empty nodes, like after decoding; empty if nothing is left. */
        Optional<Tree> decoded() {
            if (isLeaf()) {
                String kept = VERBATIM.contains(name) ? text : text.trim();
                return kept.isEmpty() ? Optional.empty() : Optional.of(leaf(name, kept));
            }
            List<Tree> kept =
                    children.stream().flatMap(child -> child.decoded().stream()).toList();
            if (kept.size() == 1
                    && kept.getFirst().isLeaf()
                    && kept.getFirst().name.equals("#text")) {
                return Optional.of(leaf(name, kept.getFirst().text));
            }
            return kept.isEmpty() ? Optional.empty() : Optional.of(new Tree(name, "", kept));
        }
    }

    static final Set<String> VERBATIM = Set.of("Object", "ObjectName", "ObjectPrefix", "UserData");

    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry(
                    "JobsDetail",
                    "State Code Message Tag SubTag EventName CreationTime StartTime EndTime Progress QueueId QueueType"
                            + " Input Operation Operation Operation Workflow BucketId Response Result Suggestion Label Score"
                            + " ForbidState DataId Type PageCount CosHeaders Labels PornInfo AdsInfo UserInfo Snapshot"
                            + " Snapshot AudioSection Section PageSegment TextResults"),
            Map.entry("Labels", "PornInfo AdsInfo"),
            Map.entry(
                    "PornInfo",
                    "HitFlag HitFlag Score Count Label SubLabel Category Keywords OcrResults LibResults HitInfos"),
            Map.entry("AdsInfo", "HitFlag HitFlag hit_flag Score Keywords OcrResults"),
            Map.entry("OcrResults", "Text Keywords"),
            Map.entry("LibResults", "LibName Keywords"),
            Map.entry("HitInfos", "Keyword Positions"),
            Map.entry("UserInfo", "TokenId IP Nickname Level"),
            Map.entry("Snapshot", "Url SnapshotTime Text Label Result Result PornInfo AdsInfo Keywords"),
            Map.entry("AudioSection", "Url OffsetTime Duration Result PornInfo"),
            Map.entry("Section", "Url Text StartByte OffsetTime Label Result AdsInfo PornInfo"),
            Map.entry("PageSegment", "Results Results"),
            Map.entry("TextResults", "Results"),
            Map.entry("Results", "Url Text PageNumber SheetNumber Suggestion PornInfo"),
            Map.entry(
                    "data",
                    "result url forbidden_status data_id event porn_info ads_info cos_headers Type Snapshot UserInfo"),
            Map.entry("porn_info", "hit_flag score label count Keywords"),
            Map.entry("ads_info", "hit_flag HitFlag score"),
            Map.entry("Input", "BucketId Region Object Url CosHeaders CosHeaders"),
            Map.entry("CosHeaders", "Key Value"),
            Map.entry(
                    "Operation",
                    "MediaResult MediaResult MediaInfo MediaInfo Output TemplateId TemplateName UserData JobLevel Tag"
                            + " DigitalWatermark DocProcessResult PicProcessResult FileCompressResult"
                            + " SpeechRecognitionResult WatermarkTemplateId"),
            Map.entry("DocProcessResult", "PageInfo PageInfo FailPageCount"),
            Map.entry("PageInfo", "PageNo TgtUri PicIndex Bucket"),
            Map.entry("PicProcessResult", "ObjectName ProcessResult UploadResult Bucket Md5"),
            Map.entry("UploadResult", "ProcessResults"),
            Map.entry("ProcessResults", "Object Object"),
            Map.entry("ProcessResult", "Key Bucket Md5 Etag"),
            Map.entry("FileCompressResult", "Object Bucket Region Md5 ErrorCount"),
            Map.entry("SpeechRecognitionResult", "ObjectName DetailObjectName FlashResult Bucket"),
            Map.entry("MediaResult", "OutputFile OutputFile"),
            Map.entry(
                    "OutputFile", "Bucket Region ObjectPrefix ObjectName ObjectName Md5Info Md5Info SpriteOutputFile"),
            Map.entry("SpriteOutputFile", "Bucket Region ObjectPrefix ObjectName Md5Info"),
            Map.entry("Md5Info", "ObjectName Md5"),
            Map.entry("MediaInfo", "Format Stream Stream"),
            Map.entry("Format", "NumStream NumProgram FormatName FormatLongName StartTime Duration Bitrate Size"),
            Map.entry("Stream", "Video Audio Subtitle"),
            Map.entry("Video", "Index CodecName Width Height Fps Bitrate Duration StartTime Level Rotation Profile"),
            Map.entry("Audio", "Index CodecName SampleRate Channel ChannelLayout Bitrate Language"),
            Map.entry("Subtitle", "Index Language"),
            Map.entry("Output", "Bucket Region Object"),
            Map.entry("Workflow", "RunId WorkflowId WorkflowName Name"),
            Map.entry("DigitalWatermark", "State Message"),
            Map.entry(
                    "WorkflowExecution",
                    "WorkflowId WorkflowName BucketId Object CreateTime CosHeaders Tasks Tasks Tasks"),
            Map.entry(
                    "Tasks",
                    "Type Name JobId State CreateTime StartTime EndTime Code Message TemplateId TemplateName ResultInfo"),
            Map.entry("ResultInfo", "ObjectCount ErrorCount ObjectInfo"));

    private static final List<String> NAMES = KNOWN.values().stream()
            .flatMap(names -> List.of(names.split(" ")).stream())
            .filter(name -> !name.equals("Response"))
            .sorted()
            .toList();

    private static final List<String> OTHER_NAMES =
            List.of("a", "b", "x-y", "x.y", "_", "名", "Ünïcode", "details", "bitrate", "items", "state");

    private static final List<String> TEXTS = List.of(
            "Success",
            "Failed",
            "running",
            "-",
            "",
            " ",
            "\t\n",
            "0",
            "1",
            "-0.0",
            "12.50",
            "007",
            "1e3",
            "100",
            "123456789012345",
            "1234567890123456",
            "0.1000000000000000055",
            "true",
            "false",
            "null",
            "2024-03-05T08:09:10+0800",
            "2024-03-05 08:09:10+08:00",
            "2024-03-05T08:09:10Z",
            "2024-02-30T08:09:10+0800",
            "2024-03-05T08:09:10",
            "k",
            "k",
            "p/",
            "p/k",
            "ReviewImage",
            "ReviewText",
            "ReviewVideo",
            "live_video",
            "2",
            "a, b,,a",
            "1716377405250",
            "0001-01-01T00:00:00Z",
            "https://b-1.cos.r.myqcloud.com/k?sign=1",
            "TaskFinish",
            "${ext}",
            "\uFFFD",
            "[]",
            "{}");

    private static final List<String> PIECES = List.of(
            " ",
            "\t",
            "\n",
            "\r",
            "\"",
            "\\",
            "/",
            "<",
            ">",
            "&",
            "'",
            "]]>",
            "&#0;",
            "<![CDATA[",
            "\u007F",
            "\u0085",
            "\u00A0",
            "\u2028",
            "\u3000",
            "猫",
            "é",
            "\uFEFF",
            "\uD83D\uDE00",
            "\uD842\uDFB7",
            "\uDBFF\uDFFD",
            "a",
            "Z",
            "9");

    static RandomCallback of(Random random) {
        List<Tree> jobs = parts(random, "JobsDetail", "JobId", random.nextInt(4));
        List<Tree> workflows = parts(random, "WorkflowExecution", "RunId", jobs.isEmpty() ? 1 : random.nextInt(2));
        List<Tree> beside = new ArrayList<>();
        if (random.nextInt(3) > 0) {
            beside.add(leaf("EventName", text(random)));
        }
        while (random.nextInt(3) == 0) {
            beside.add(tree(random, name(random, ""), 3));
        }
        return new RandomCallback(jobs, workflows, beside);
    }

    /** A result of moderation in the simple form, which exists only in JSON. */
    static RandomCallback simpleModeration(Random random) {
        List<Tree> data = new ArrayList<>();
        data.add(leaf("trace_id", "j" + random.nextInt(1000)));
        data.addAll(tree(random, "data", 4).children());
        List<Tree> root = new ArrayList<>();
        root.add(new Tree("data", "", data));
        root.add(leaf("code", pick(random, List.of("0", "0", "1010", ""))));
        root.add(leaf("message", text(random)));
        while (random.nextInt(3) == 0) {
            root.add(tree(random, pick(random, OTHER_NAMES), 3));
        }
        return new RandomCallback(List.of(), List.of(), root);
    }

    private static List<Tree> parts(Random random, String name, String id, int count) {
        List<Tree> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Tree> children = new ArrayList<>();
            children.add(leaf(id, "j" + random.nextInt(1000)));
            children.add(leaf("State", random.nextBoolean() ? "Success" : visible(random)));
            children.addAll(tree(random, name, 6).children());
            parts.add(new Tree(name, "", children));
        }
        return parts;
    }

    private static Tree tree(Random random, String name, int depth) {
        boolean known = KNOWN.containsKey(name);
        if (depth == 0 || random.nextInt(12) > (known ? 10 : 2)) {
            return leaf(name, text(random));
        }
        List<Tree> children = new ArrayList<>();
        if (random.nextInt(15) == 0) {
            children.add(leaf("#text", visible(random)));
        }
        int count = known ? 1 + random.nextInt(7) : random.nextInt(3);
        for (int i = 0; i < count; i++) {
            children.add(tree(random, name(random, name), depth - 1));
        }
        return new Tree(name, "", children);
    }

    private static Tree leaf(String name, String text) {
        return new Tree(name, text, List.of());
    }

    private static String name(Random random, String parent) {
        String known = KNOWN.get(parent);
        if (known != null && random.nextInt(10) > 0) {
            return pick(random, List.of(known.split(" ")));
        }
        return pick(random, random.nextBoolean() ? NAMES : OTHER_NAMES);
    }

    private static String text(Random random) {
        if (random.nextInt(4) > 0) {
            return pick(random, TEXTS);
        }
        if (random.nextInt(60) == 0) {
            return pick(random, PIECES).repeat(1 + random.nextInt(1200));
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.append(pick(random, PIECES));
        }
        return text.toString();
    }

    /** A text that neither begins nor ends with a blank. */
    private static String visible(Random random) {
        return "v" + text(random) + "v";
    }

    static <T> T pick(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** The nodes in random order, except that nodes of the same name keep theirs. */
    static List<Tree> shuffled(Random random, List<Tree> nodes) {
        List<String> names = new ArrayList<>(nodes.stream().map(Tree::name).toList());
        Collections.shuffle(names, random);
        Map<String, Integer> next = new HashMap<>();
        List<Tree> shuffled = new ArrayList<>();
        for (String name : names) {
            int index = next.merge(name, 1, Integer::sum) - 1;
            shuffled.add(nodes.stream()
                    .filter(node -> node.name().equals(name))
                    .toList()
                    .get(index));
        }
        return shuffled;
    }

    /** The nodes beside the parts, without the code 0 of a simple moderation, which is in no event. */
    List<Tree> besideCodeZero() {
        return beside.stream()
                .filter(node -> !(node.name().equals("code") && node.text().equals("0")))
                .toList();
    }

    private List<Tree> envelope() {
        List<Tree> all = new ArrayList<>(beside);
        all.addAll(jobs);
        all.addAll(workflows);
        return all;
    }

    String xml(Random random) {
        StringBuilder xml = new StringBuilder();
        List<Tree> envelope = envelope();
        if (random.nextBoolean()) {
            xml.append("<?xml version='1.0' encoding='UTF-8'?>\n<!-- made up -->");
        }
        if (envelope.size() == 1) {
            writeXml(random, xml, envelope.getFirst());
        } else {
            writeXml(random, xml, new Tree("Response", "", envelope));
        }
        return xml.append('\n').toString();
    }

    private static void writeXml(Random random, StringBuilder xml, Tree tree) {
        String tag = random.nextInt(20) == 0 ? "p:" + tree.name() : tree.name();
        xml.append('<').append(tag);
        if (!tag.equals(tree.name())) {
            xml.append(" xmlns:p='urn:p'");
        }
        List<Tree> children = shuffled(random, tree.children());
        Set<String> attributes = new HashSet<>();
        for (Tree child : children) {
            boolean single = children.stream()
                            .filter(other -> other.name().equals(child.name()))
                            .count()
                    == 1;
            if (single && child.isLeaf() && !child.name().equals("#text") && random.nextInt(20) == 0) {
                attributes.add(child.name());
                xml.append(' ').append(child.name()).append("=\"");
                escape(random, xml, child.text(), true);
                xml.append('"');
            }
        }
        xml.append('>');
        if (tree.isLeaf()) {
            writeText(random, xml, tree.text());
        }
        for (Tree child : children) {
            if (child.name().equals("#text")) {
                writeText(random, xml, child.text());
            } else if (!attributes.contains(child.name())) {
                if (random.nextInt(5) == 0) {
                    xml.append("<!-- - -->");
                }
                writeXml(random, xml, child);
            }
        }
        xml.append("</").append(tag).append('>');
    }

    private static void writeText(Random random, StringBuilder xml, String text) {
        if (random.nextInt(4) == 0 && !text.contains("\r")) {
            xml.append("<![CDATA[")
                    .append(text.replace("]]>", "]]]]><![CDATA[>"))
                    .append("]]>");
        } else {
            escape(random, xml, text, false);
        }
    }

    private static void escape(Random random, StringBuilder xml, String text, boolean attribute) {
        text.codePoints().forEach(c -> {
            boolean must =
                    c == '<' || c == '&' || c == '>' || c == '\r' || attribute && (c == '"' || c == '\n' || c == '\t');
            if (must || random.nextInt(20) == 0) {
                xml.append(random.nextBoolean() ? "&#" + c + ";" : "&#x" + Integer.toHexString(c) + ";");
            } else {
                xml.appendCodePoint(c);
            }
        });
    }

    /** The callback as JSON without an envelope. */
    String bareJson(Random random) {
        StringBuilder json = new StringBuilder();
        writeMembers(random, json, envelope());
        return json.toString();
    }

    String json(Random random) {
        StringBuilder json = new StringBuilder();
        boolean wrapped = random.nextInt(3) == 0;
        json.append(wrapped ? " {\"Response\": " : "\n");
        writeMembers(random, json, envelope());
        return json.append(wrapped ? "}" : " ").toString();
    }

    private static void writeMembers(Random random, StringBuilder json, List<Tree> nodes) {
        Map<String, List<Tree>> byName = new LinkedHashMap<>();
        shuffled(random, nodes)
                .forEach(node -> byName.computeIfAbsent(node.name(), name -> new ArrayList<>())
                        .add(node));
        List<String> members = new ArrayList<>();
        byName.forEach((name, repetitions) -> {
            int kind = random.nextInt(6);
            if (kind == 0) { // a name that repeats, which JSON allows
                repetitions.forEach(node -> members.add(member(random, name, value(random, node))));
            } else if (kind == 1 || repetitions.size() > 1) {
                List<String> items =
                        repetitions.stream().map(node -> value(random, node)).toList();
                members.add(member(random, name, nested(random, items)));
            } else {
                members.add(member(random, name, value(random, repetitions.getFirst())));
            }
        });
        json.append('{')
                .append(String.join(random.nextBoolean() ? "," : " ,\n", members))
                .append('}');
    }

    /** The items as a list, some of them in nested lists. */
    private static String nested(Random random, List<String> items) {
        List<String> nested = items.stream()
                .map(item -> random.nextInt(12) == 0 ? "[[" + item + "], null]" : item)
                .toList();
        return "[" + String.join(", ", nested) + "]";
    }

    private static String member(Random random, String name, String value) {
        return string(random, name) + (random.nextBoolean() ? ":" : " : ") + value;
    }

    private static String value(Random random, Tree tree) {
        if (!tree.isLeaf()) {
            StringBuilder json = new StringBuilder();
            writeMembers(random, json, tree.children());
            return json.toString();
        }
        String text = tree.text();
        boolean literal = text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][0-9]+)?") || text.matches("true|false");
        if (literal && random.nextBoolean()) {
            return text;
        }
        if (text.isEmpty() && random.nextBoolean()) {
            return pick(random, List.of("null", "{}", "[]", "[null, {}, \"\"]"));
        }
        return random.nextInt(15) == 0 ? "{\"#text\":" + string(random, text) + "}" : string(random, text);
    }

    private static String string(Random random, String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\' || random.nextInt(20) == 0 && !Character.isSurrogate((char) c)) {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }
}
