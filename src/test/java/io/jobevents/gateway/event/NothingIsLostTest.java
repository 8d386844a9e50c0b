package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.event.RandomCallback.Tree;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Route;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The promise of the contract's section 3 over callbacks that nobody thought of: every leaf is in the event, XML and JSON
 * give the same bytes and ids, topics come from the closed set, and values are valid and without empty members.
 */
class NothingIsLostTest {

    private static final Set<String> TIMES = Set.of("CreationTime", "CreateTime", "StartTime", "EndTime");
    private static final Set<String> RESULTS =
            Set.of("PicProcessResult", "ProcessResult", "Object", "FileCompressResult", "SpeechRecognitionResult");
    private static final Set<String> FILE =
            Set.of("ObjectName", "DetailObjectName", "Object", "Key", "Bucket", "Region");
    private static final Set<String> VERDICTS = Set.of("Result", "Suggestion", "HitFlag", "result", "hit_flag");
    private static final Set<String> FREEZES = Set.of("ForbidState", "forbidden_status");
    private static final Set<String> EPOCHS = Set.of("SnapshotTime", "OffsetTime");
    private static final String HEADERS = "/input/headers/";
    private static final Set<String> TOPICS = Set.copyOf(Route.all(GoldenPairs.CATALOGUE));

    /** A callback and how it was written. */
    record Written(RandomCallback callback, String xml, String json) {
        @Override
        public String toString() {
            return json + "\n" + xml;
        }
    }

    @Provide
    Arbitrary<Written> written() {
        return Arbitraries.randomValue(random -> {
            RandomCallback callback = RandomCallback.of(random);
            return new Written(callback, callback.xml(random), callback.json(random));
        });
    }

    @Property(tries = 500)
    void leaf_isInTheEvent(@ForAll("written") Written written) throws IOException {
        List<EventRecord> records = records(written.json());

        List<Tree> parts = new ArrayList<>(written.callback().jobs());
        parts.addAll(written.callback().workflows());
        assertThat(records).hasSameSizeAs(parts);
        for (int i = 0; i < parts.size(); i++) {
            Map<String, Integer> texts = texts(records.get(i));
            List<Leaf> leaves = new ArrayList<>();
            List<Leaf> shared = new ArrayList<>();
            parts.get(i).decoded().ifPresent(part -> {
                collect(part, Set.of(), leaves);
                moveShared(part, leaves, shared);
            });
            assertThat(shared).allSatisfy(leaf -> assertThat(leaf.spellings()).anyMatch(texts::containsKey));
            for (Tree node : written.callback().beside()) {
                node.decoded().ifPresent(decoded -> collect(decoded, Set.of(), leaves));
            }
            assertThat(missing(leaves, texts)).isEmpty();
        }
    }

    @Provide
    Arbitrary<Written> simpleModeration() {
        return Arbitraries.randomValue(random -> {
            RandomCallback callback = RandomCallback.simpleModeration(random);
            return new Written(callback, callback.bareJson(random), callback.bareJson(random));
        });
    }

    @Property(tries = 500)
    void leafOfSimpleModeration_isInTheEvent(@ForAll("simpleModeration") Written written) throws IOException {
        List<EventRecord> records = records(written.json());

        assertThat(records).hasSize(1);
        List<Leaf> leaves = new ArrayList<>();
        for (Tree node : written.callback().beside()) {
            if (!(node.name().equals("code") && node.text().equals("0"))) {
                node.decoded().ifPresent(decoded -> collect(decoded, Set.of(), leaves));
            }
        }
        String value = GoldenPairs.value(records.getFirst());
        assertThat(missing(leaves, texts(records.getFirst()))).as(value).isEmpty();
        assertThat(Schemas.closedErrors(EventSchema.MODERATION_EVENT, value))
                .as(value)
                .isEmpty();
        assertThat(emptyMembers(records.getFirst())).as(value).isZero();
        assertThat(value).isEqualTo(GoldenPairs.value(records(written.xml()).getFirst()));
    }

    @Property(tries = 500)
    void twins_giveTheSameBytesAndIds(@ForAll("written") Written written) {
        List<EventRecord> xml = records(written.xml());
        List<EventRecord> json = records(written.json());

        assertThat(xml.stream().map(GoldenPairs::value).toList())
                .isEqualTo(json.stream().map(GoldenPairs::value).toList());
        assertThat(xml.stream().map(EventRecord::id).toList())
                .isEqualTo(json.stream().map(EventRecord::id).toList());
    }

    @Property(tries = 100)
    void callback_encodedTwice_givesTheSameBytes(@ForAll("written") Written written) {
        Callback callback = GoldenPairs.decode(written.json());

        assertThat(GoldenPairs.records(GoldenPairs.EVENTS.encode(callback)))
                .usingRecursiveComparison()
                .isEqualTo(GoldenPairs.records(GoldenPairs.EVENTS.encode(callback)));
    }

    @Property(tries = 300)
    void record_isRoutedAndValidAndWithoutEmptyMembers(@ForAll("written") Written written) throws IOException {
        for (EventRecord record : records(written.xml())) {
            String value = GoldenPairs.value(record);
            assertThat(TOPICS).contains(record.route().topic());
            assertThat(record.route().substitutes()).allMatch(TOPICS::contains);
            assertThat(Schemas.errors(GoldenPairs.schema(record), value))
                    .as(value)
                    .isEmpty();
            assertThat(Schemas.closedErrors(GoldenPairs.schema(record), value))
                    .as(value)
                    .isEmpty();
            assertThat(emptyMembers(record)).as(value).isZero();
        }
    }

    private static List<EventRecord> records(String body) {
        return GoldenPairs.records(body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A leaf that has to be in the event.
     *
     * @param spellings how it may stand there
     */
    record Leaf(String name, Set<String> spellings) {}

    /** @param keys where the node is an Md5Info: the full keys that it may be joined to */
    private static void collect(Tree node, Set<String> keys, List<Leaf> leaves) {
        if (node.isLeaf()) {
            if (!(TIMES.contains(node.name()) && SenderTime.isNone(node.text()))) {
                leaves.add(new Leaf(node.name(), spellings(node.name(), node.text())));
            }
            return;
        }
        Set<String> fullKeys = fullKeys(node);
        for (Tree child : node.children()) {
            boolean ofFile = child.isLeaf() && !fullKeys.isEmpty();
            if (ofFile && child.name().equals("ObjectName")) {
                Set<String> spellings = new LinkedHashSet<>(List.of(child.text(), prefix(node) + child.text()));
                leaves.add(new Leaf(child.name(), spellings));
            } else if (!(ofFile && child == firstPrefix(node)) && !isJoinedKey(node, child, keys)) {
                collect(child, fullKeys, leaves);
            }
        }
    }

    /** What names a file a second time is joined, and its place with it, so that one text may stand for several leaves. */
    private static void moveShared(Tree node, List<Leaf> leaves, List<Leaf> shared) {
        for (Tree child : node.children()) {
            if (child.isLeaf() && RESULTS.contains(node.name()) && FILE.contains(child.name())) {
                Leaf leaf = new Leaf(child.name(), spellings(child.name(), child.text()));
                leaves.remove(leaf);
                shared.add(leaf);
            }
            moveShared(child, leaves, shared);
        }
    }

    private static boolean isJoinedKey(Tree node, Tree child, Set<String> keys) {
        return node.name().equals("Md5Info")
                && child.name().equals("ObjectName")
                && child.isLeaf()
                && keys.contains(child.text());
    }

    private static Set<String> fullKeys(Tree file) {
        Set<String> keys = new LinkedHashSet<>();
        if (file.name().equals("OutputFile") || file.name().equals("SpriteOutputFile")) {
            for (Tree name : file.all("ObjectName")) {
                keys.add(prefix(file) + name.text());
            }
        }
        return keys;
    }

    private static String prefix(Tree file) {
        return file.all("ObjectPrefix").isEmpty() ? "" : firstPrefix(file).text();
    }

    private static Tree firstPrefix(Tree file) {
        return file.all("ObjectPrefix").stream().findFirst().orElse(file);
    }

    private static Set<String> spellings(String name, String text) {
        Set<String> spellings = new LinkedHashSet<>(List.of(text));
        if (VERDICTS.contains(name)) {
            Verdict.of(text).ifPresent(verdict -> spellings.add(verdict.word()));
        }
        if (FREEZES.contains(name)) {
            spellings.addAll(Map.of("0", List.of("none"), "1", List.of("frozen"), "2", List.of("moved"))
                    .getOrDefault(text, List.of()));
        }
        if (EPOCHS.contains(name) && text.matches("[0-9]{1,13}")) {
            spellings.add(Instant.ofEpochMilli(Long.parseLong(text)).toString());
        }
        if (TIMES.contains(name)) {
            spellings.add(text.replace(' ', 'T').replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"));
        }
        if (text.matches("-?[0-9]+(\\.[0-9]+)?") && text.length() < 20) {
            BigDecimal number = new BigDecimal(text);
            spellings.add(
                    number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
        }
        return spellings;
    }

    /** The leaves for which the event has no text left, each text standing for one leaf (a matching by Kuhn). */
    private static List<Leaf> missing(List<Leaf> leaves, Map<String, Integer> texts) {
        Map<String, List<Leaf>> matched = new HashMap<>();
        return leaves.stream()
                .filter(leaf -> !match(leaf, texts, matched, new HashSet<>()))
                .toList();
    }

    private static boolean match(
            Leaf leaf, Map<String, Integer> texts, Map<String, List<Leaf>> matched, Set<String> tried) {
        for (String spelling : leaf.spellings()) {
            int occurrences = texts.getOrDefault(spelling, 0);
            if (occurrences == 0 || !tried.add(spelling)) {
                continue;
            }
            List<Leaf> holders = matched.computeIfAbsent(spelling, text -> new ArrayList<>());
            if (holders.size() < occurrences) {
                return holders.add(leaf);
            }
            for (int i = 0; i < holders.size(); i++) {
                if (match(holders.get(i), texts, matched, tried)) {
                    holders.set(i, leaf);
                    return true;
                }
            }
        }
        return false;
    }

    /** The texts and numbers of an event, and the names of its headers, each as often as it occurs. */
    private static Map<String, Integer> texts(EventRecord record) throws IOException {
        Map<String, Integer> texts = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(record.value())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    texts.merge(parser.getText(), 1, Integer::sum);
                    String path = parser.getParsingContext().pathAsPointer().toString();
                    if (path.startsWith(HEADERS)) {
                        texts.merge(headerName(path), 1, Integer::sum);
                    }
                }
            }
        }
        return texts;
    }

    private static String headerName(String pointer) {
        String name = pointer.substring(HEADERS.length()).replaceFirst("/.*", "");
        return name.replace("~1", "/").replace("~0", "~");
    }

    private static int emptyMembers(EventRecord record) throws IOException {
        int empty = 0;
        try (JsonParser parser = new JsonFactory().createParser(record.value())) {
            JsonToken before = JsonToken.NOT_AVAILABLE;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean hollow = token == JsonToken.VALUE_NULL
                        || token == JsonToken.VALUE_STRING && parser.getText().isEmpty()
                        || token == JsonToken.END_OBJECT && before == JsonToken.START_OBJECT
                        || token == JsonToken.END_ARRAY && before == JsonToken.START_ARRAY;
                empty += hollow ? 1 : 0;
                before = token;
            }
        }
        return empty;
    }
}
