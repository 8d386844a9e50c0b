package io.jobevents.gateway.event;

import static io.jobevents.gateway.event.Member.derived;
import static io.jobevents.gateway.event.Member.gathered;
import static io.jobevents.gateway.event.Member.given;
import static io.jobevents.gateway.event.Member.integer;
import static io.jobevents.gateway.event.Member.scalar;
import static io.jobevents.gateway.event.Member.text;

import io.jobevents.gateway.callback.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The member {@code findings}: the parts of a moderated object in which something was found, such as frames, sections
 * of audio or text, and pages. The sender sends all parts by default; those without a finding stay in the details.
 */
final class Findings {

    private static final int MAX_FINDINGS = 1000;

    /** The path of parts and their medium. */
    private record Parts(String path, String medium) {}

    private final List<Parts> parts;
    private final boolean commas;
    private final Shape shape;
    private final int medium;
    private final int index;
    private final int scenes;
    private final int sceneKeywords;

    Findings(ModerationKind kind) {
        this.parts = parts(kind);
        this.commas = kind == ModerationKind.TEXT;
        Scenes inPart = new Scenes(commas);
        boolean live = kind == ModerationKind.LIVE;
        this.shape = Shape.of(
                given("medium", Type.Scalar.TEXT),
                given("index", Type.Scalar.INTEGER),
                live ? given("offsetMs", Type.Scalar.INTEGER) : integer("offsetMs", "SnapshotTime", "OffsetTime"),
                live
                        ? scalar("at", Type.Scalar.EPOCH_MILLIS, "SnapshotTime", "OffsetTime")
                        : given("at", Type.Scalar.EPOCH_MILLIS),
                integer("durationMs", "Duration"),
                integer("textOffset", "StartByte"),
                integer("page", "PageNumber"),
                integer("sheet", "SheetNumber"),
                scalar("url", Type.Scalar.EVIDENCE_URL, "Url"),
                text("text", "Text"),
                scalar("verdict", Type.Scalar.VERDICT, "Result", "Suggestion"),
                text("label", "Label"),
                text("subLabel", "SubLabel"),
                inPart.row("."),
                derived("keywords", Type.Special.TEXTS, this::keywords));
        this.medium = shape.slot("medium");
        this.index = shape.slot("index");
        this.scenes = shape.slot("scenes");
        this.sceneKeywords = inPart.keywordsSlot();
    }

    private static List<Parts> parts(ModerationKind kind) {
        List<Parts> parts = new ArrayList<>();
        parts.add(new Parts("Snapshot", "frame"));
        parts.add(new Parts("AudioSection", "audio"));
        switch (kind) {
            case AUDIO -> parts.add(new Parts("Section", "audio"));
            case TEXT -> parts.add(new Parts("Section", "text"));
            case IMAGE, VIDEO, LIVE, DOCUMENT, WEBPAGE, OTHER -> {
                // no known meaning of Section for other kinds
            }
        }
        parts.add(new Parts("PageSegment/Results", "page"));
        parts.add(new Parts("ImageResults/Results", "image"));
        parts.add(new Parts("TextResults/Results", "text"));
        return List.copyOf(parts);
    }

    /** The members of one finding. */
    Shape shape() {
        return shape;
    }

    Member row() {
        return gathered(
                "findings",
                new Type.ListOf(shape),
                this::gather,
                parts.stream().map(Parts::path).toArray(String[]::new));
    }

    /**
     * Takes findings in the order of {@link #parts}, not of the nodes, so that the cut always leaves out the same ones.
     */
    private void gather(Reading reading, int slot) {
        int found = 0;
        for (Parts of : parts) {
            int place = 0;
            for (Node part : nodes(reading.node(), of.path())) {
                if (isFinding(part)) {
                    if (found == MAX_FINDINGS) {
                        reading.warn(Warning.FINDINGS_CUT);
                        return;
                    }
                    found++;
                    Members finding = reading.object(shape, part);
                    finding.put(medium, of.medium());
                    finding.put(index, String.valueOf(place));
                    reading.add(slot, finding);
                }
                place++;
            }
        }
    }

    private static List<Node> nodes(Node root, String path) {
        int slash = path.indexOf('/');
        String name = path.substring(slash + 1);
        List<Node> siblings = slash < 0
                ? root.children()
                : root.first(path.substring(0, slash)).map(Node::children).orElse(List.of());
        return siblings.stream().filter(node -> node.name().equals(name)).toList();
    }

    private static boolean isFinding(Node part) {
        Optional<Verdict> verdict = part.firstText("Result")
                .flatMap(Verdict::of)
                .or(() -> part.firstText("Suggestion").flatMap(Verdict::of));
        return verdict.filter(given -> given != Verdict.PASS).isPresent() || Scenes.anyHit(part);
    }

    /** The keywords of the part itself, then those of its scenes. */
    @SuppressWarnings("unchecked") // guaranteed by the types of the rows
    private Optional<List<String>> keywords(Reading reading) {
        Set<String> words = new LinkedHashSet<>(Keywords.of(reading, commas).orElse(List.of()));
        List<Members> inScenes =
                (List<Members>) reading.value(scenes).map(List.class::cast).orElse(List.of());
        for (Members scene : inScenes) {
            scene.value(sceneKeywords).ifPresent(list -> words.addAll((List<String>) list));
        }
        return Keywords.taken(reading, words);
    }
}
