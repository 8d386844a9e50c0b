package io.jobevents.gateway.event;

import static io.jobevents.gateway.event.Member.derived;
import static io.jobevents.gateway.event.Member.details;
import static io.jobevents.gateway.event.Member.first;
import static io.jobevents.gateway.event.Member.given;
import static io.jobevents.gateway.event.Member.integer;
import static io.jobevents.gateway.event.Member.number;
import static io.jobevents.gateway.event.Member.object;
import static io.jobevents.gateway.event.Member.scalar;
import static io.jobevents.gateway.event.Member.text;
import static io.jobevents.gateway.event.Member.time;
import static io.jobevents.gateway.event.Member.warnings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The tables of moderation events: their members and their paths, from {@code JobsDetail} in the detailed form and from
 * the root in the simple one. Each kind has its own tables, since the same node has different meanings in different
 * kinds; all have the same members in the same order.
 */
final class ModerationShape {

    /** The two forms in which the sender reports a result. */
    enum Form {
        DETAIL,
        SIMPLE
    }

    /**
     * The key of a table.
     *
     * @param failed whether nothing was checked, so that the verdict is not read
     */
    private record TableKey(ModerationKind kind, Form form, boolean failed) {}

    /** A member and the node that it is read from. */
    private record Name(String member, String node) {}

    /** The sender's data on the user whose object was moderated. */
    private static final List<Name> USER = List.of(
            new Name("appId", "AppId"),
            new Name("deviceId", "DeviceId"),
            new Name("gender", "Gender"),
            new Name("ip", "IP"),
            new Name("level", "Level"),
            new Name("nickname", "Nickname"),
            new Name("receiveTokenId", "ReceiveTokenId"),
            new Name("role", "Role"),
            new Name("room", "Room"),
            new Name("tokenId", "TokenId"),
            new Name("type", "Type"));

    private static final Map<TableKey, Shape> TABLES = tables();

    private ModerationShape() {}

    static Shape table(ModerationKind kind, Form form, boolean failed) {
        return Optional.ofNullable(TABLES.get(new TableKey(kind, form, failed))).orElseThrow();
    }

    static Collection<Shape> all() {
        return TABLES.values();
    }

    private static Map<TableKey, Shape> tables() {
        Map<TableKey, Shape> tables = new HashMap<>();
        Member none = given("verdict", Type.Scalar.VERDICT);
        for (ModerationKind kind : ModerationKind.values()) {
            tables.put(new TableKey(kind, Form.DETAIL, false), detail(kind, verdict("Result", "Suggestion")));
            tables.put(new TableKey(kind, Form.DETAIL, true), detail(kind, none));
            tables.put(new TableKey(kind, Form.SIMPLE, false), simple(kind, "Success", verdict("data/result")));
            tables.put(new TableKey(kind, Form.SIMPLE, true), simple(kind, "Failed", none));
        }
        return Map.copyOf(tables);
    }

    private static Shape detail(ModerationKind kind, Member verdict) {
        return Shape.of(
                text("jobId", "JobId"),
                constant("kind", kind.word()),
                constant("form", "detail"),
                text("state", "State").orElse(JobShape::stateOfCode),
                derived("final", Type.Scalar.BOOLEAN, ModerationShape::isFinal),
                verdict,
                text("label", "Label"),
                text("subLabel", "SubLabel"),
                text("category", "Category"),
                number("score", "Score"),
                scalar("freeze", Type.Scalar.FREEZE, "ForbidState"),
                text("code", "Code"),
                text("message", "Message"),
                first("eventName", Type.Scalar.TEXT, "../EventName", EventName::take),
                time("createdAt", "CreationTime"),
                text("dataId", "DataId"),
                object(
                        "object",
                        ".",
                        text("bucket", "BucketId"),
                        text("region", "Region"),
                        text("key", "Object"),
                        text("url", "Url"),
                        first("headers", Type.Special.HEADERS, "CosHeaders", ObjectHeaders::takeMap)),
                integer("partsChecked", "SnapshotCount", "SectionCount", "PageCount"),
                new Scenes(kind == ModerationKind.TEXT).row(".", "Labels"),
                new Findings(kind).row(),
                object("user", "UserInfo", user(name -> text(name.member(), name.node()))),
                details(lists(kind)),
                warnings());
    }

    private static Shape simple(ModerationKind kind, String state, Member verdict) {
        return Shape.of(
                text("jobId", "data/trace_id"),
                constant("kind", kind.word()),
                constant("form", "simple"),
                derived("state", Type.Scalar.TEXT, reading -> {
                    reading.warn(Warning.STATE_DERIVED);
                    return Optional.of(state);
                }),
                derived("final", Type.Scalar.BOOLEAN, ModerationShape::isFinal),
                verdict,
                given("label", Type.Scalar.TEXT),
                given("subLabel", Type.Scalar.TEXT),
                given("category", Type.Scalar.TEXT),
                given("score", Type.Scalar.NUMBER),
                scalar("freeze", Type.Scalar.FREEZE, "data/forbidden_status"),
                scalar("code", Type.Scalar.CODE, "code"),
                text("message", "message"),
                first("eventName", Type.Scalar.TEXT, "data/event", EventName::take),
                given("createdAt", Type.Scalar.TIME),
                text("dataId", "data/data_id"),
                object(
                        "object",
                        "data",
                        derived(
                                "bucket",
                                Type.Scalar.TEXT,
                                reading -> place(reading).map(CosUrl::bucket)),
                        derived(
                                "region",
                                Type.Scalar.TEXT,
                                reading -> place(reading).map(CosUrl::region)),
                        derived(
                                "key",
                                Type.Scalar.TEXT,
                                reading -> place(reading).flatMap(CosUrl::key)),
                        text("url", "url"),
                        first("headers", Type.Special.HEADERS, "cos_headers", ObjectHeaders::takeMap)),
                given("partsChecked", Type.Scalar.INTEGER),
                new Scenes(false).row("data"),
                given("findings", new Type.ListOf(new Findings(kind).shape())),
                object("user", ".", user(name -> given(name.member(), Type.Scalar.TEXT))),
                details(ListNodes.of(listsInScene("data/" + Scenes.ANY).toArray(String[]::new))),
                warnings());
    }

    private static Member[] user(Function<Name, Member> row) {
        return USER.stream().map(row).toArray(Member[]::new);
    }

    private static Member constant(String name, String value) {
        return derived(name, Type.Scalar.TEXT, reading -> Optional.of(value));
    }

    private static Member verdict(String... paths) {
        return scalar("verdict", Type.Scalar.VERDICT, paths).orElse(reading -> {
            if (isFinal(reading).filter("true"::equals).isPresent()) {
                reading.warn(Warning.NO_VERDICT);
            }
            return Optional.empty();
        });
    }

    private static Optional<String> isFinal(Reading reading) {
        EventState state = EventState.of(reading.text("state").orElse(""));
        return Optional.of(String.valueOf(state == EventState.SUCCESS || state == EventState.FAILED));
    }

    private static Optional<CosUrl> place(Reading reading) {
        return reading.text("object/url").flatMap(CosUrl::read);
    }

    /**
     * The list nodes of a kind. In sections of a text, keywords are one text separated by commas; in all other scenes
     * they repeat.
     */
    private static ListNodes lists(ModerationKind kind) {
        List<String> parts = List.of(
                "Snapshot",
                "AudioSection",
                "Section",
                "PageSegment/Results",
                "ImageResults/Results",
                "TextResults/Results");
        List<String> lists = new ArrayList<>(parts);
        List<String> withScenes = new ArrayList<>(parts);
        withScenes.add("Labels");
        for (String part : withScenes) {
            lists.addAll(listsInScene(part + "/" + Scenes.ANY));
        }
        lists.addAll(listsInScene(Scenes.ANY));
        lists.add("Snapshot/" + Scenes.ANY + "/Keywords");
        lists.add("AudioSection/" + Scenes.ANY + "/Keywords");
        if (kind == ModerationKind.AUDIO) {
            lists.add("Section/" + Scenes.ANY + "/Keywords");
        }
        return ListNodes.of(lists.toArray(String[]::new));
    }

    private static List<String> listsInScene(String scene) {
        return List.of(
                scene + "/OcrResults",
                scene + "/OcrResults/Keywords",
                scene + "/ObjectResults",
                scene + "/LibResults",
                scene + "/LibResults/Keywords",
                scene + "/HitInfos",
                scene + "/HitInfos/Positions");
    }
}
