package io.jobevents.gateway.event;

import static io.jobevents.gateway.event.Member.derived;
import static io.jobevents.gateway.event.Member.gathered;
import static io.jobevents.gateway.event.Member.given;
import static io.jobevents.gateway.event.Member.integer;
import static io.jobevents.gateway.event.Member.number;
import static io.jobevents.gateway.event.Member.scalar;
import static io.jobevents.gateway.event.Member.text;

import io.jobevents.gateway.callback.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The member {@code scenes}: the categories that moderation checked, with the result of each. They are the nodes named
 * {@code PornInfo}, {@code ads_info} and so on that have a {@code HitFlag} or {@code hit_flag}, an open set.
 */
final class Scenes {

    /** A step of a path that matches the name of every scene. */
    static final String ANY = "*Info";

    private static final List<String> ENDINGS = List.of("_info", "Info");
    private static final List<String> HITS = List.of("HitFlag", "hit_flag");
    /** Named like a scene, but personal data. */
    private static final String USER = "UserInfo";

    private static final String HERE = ".";

    /**
     * The longest name of a scene. The scenes of a JSON array share one name in the callback, but each repeats it in
     * the event.
     */
    private static final int MAX_NAME = 64;

    /** @param word its name in events */
    private record Scene(String word, Node node) {}

    private final boolean commas;
    private final Shape shape;
    private final int word;

    /** @param commas whether keywords are one text separated by commas, as in text moderation */
    Scenes(boolean commas) {
        this.commas = commas;
        this.shape = Shape.of(
                given("scene", Type.Scalar.TEXT),
                scalar("verdict", Type.Scalar.VERDICT, "HitFlag", "hit_flag"),
                number("score", "Score", "score"),
                integer("count", "Count", "count"),
                text("label", "Label", "label"),
                text("subLabel", "SubLabel"),
                text("category", "Category"),
                derived("keywords", Type.Special.TEXTS, this::keywords));
        this.word = shape.slot("scene");
    }

    /** The slot of a scene's keywords. */
    int keywordsSlot() {
        return shape.slot("keywords");
    }

    static boolean isNamed(String node) {
        return node.endsWith(ENDINGS.get(0)) || node.endsWith(ENDINGS.get(1));
    }

    /** @param containers the nodes that contain scenes: paths of one step, or {@code .} */
    Member row(String... containers) {
        String[] paths = Arrays.stream(containers)
                .map(container -> container.equals(HERE) ? ANY : container + "/" + ANY)
                .toArray(String[]::new);
        return gathered(
                "scenes", new Type.ListOf(shape), (reading, slot) -> gather(reading, slot, List.of(containers)), paths);
    }

    private void gather(Reading reading, int slot, List<String> containers) {
        List<Scene> scenes = new ArrayList<>();
        for (String container : containers) {
            Stream<Node> children = container.equals(HERE)
                    ? reading.node().children().stream()
                    : reading.node().first(container).stream().flatMap(node -> node.children().stream());
            children.filter(Scenes::isScene).forEach(node -> scenes.add(new Scene(word(node), node)));
        }
        // By name, since the order of nodes differs between the formats.
        scenes.sort(Comparator.comparing(Scene::word)
                .thenComparing(scene -> scene.node().name()));
        for (Scene each : scenes) {
            if (!reading.takeRoom(each.word().length())) {
                return;
            }
            Members found = reading.object(shape, each.node());
            found.put(word, each.word());
            reading.add(slot, found);
        }
    }

    private Optional<List<String>> keywords(Reading reading) {
        return Keywords.of(reading, commas);
    }

    /** Whether something was found in one of the scenes of a part. */
    static boolean anyHit(Node part) {
        for (Node child : part.children()) {
            if (isScene(child) && isHit(child)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the flag, which is also the scene's verdict, says that something was found. */
    private static boolean isHit(Node scene) {
        for (String flag : HITS) {
            Optional<Verdict> verdict = scene.firstText(flag).flatMap(Verdict::of);
            if (verdict.isPresent()) {
                return verdict.get() != Verdict.PASS;
            }
        }
        return false;
    }

    private static boolean isScene(Node node) {
        return isNamed(node.name())
                && node.name().length() <= MAX_NAME
                && !node.name().equals(USER)
                && !ENDINGS.contains(node.name())
                && (node.firstText(HITS.get(0)).isPresent()
                        || node.firstText(HITS.get(1)).isPresent());
    }

    private static String word(Node node) {
        String name = node.name();
        String ending = name.endsWith(ENDINGS.get(0)) ? ENDINGS.get(0) : ENDINGS.get(1);
        return name.substring(0, name.length() - ending.length()).toLowerCase(Locale.ROOT);
    }
}
