package io.jobevents.gateway.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jobevents.gateway.event.RandomCallback.Tree;
import io.jobevents.gateway.record.EventRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Check of section 3 of the contract: every leaf of a callback is in its event, except those that the section names.
 */
final class Leaves {

    private static final Set<String> TIMES = Set.of("CreationTime", "CreateTime", "StartTime", "EndTime");
    private static final Set<String> RESULTS =
            Set.of("PicProcessResult", "ProcessResult", "Object", "FileCompressResult", "SpeechRecognitionResult");
    private static final Set<String> FILE =
            Set.of("ObjectName", "DetailObjectName", "Object", "Key", "Bucket", "Region");
    private static final Set<String> VERDICTS = Set.of("Result", "Suggestion", "HitFlag", "result", "hit_flag");
    private static final Set<String> FREEZES = Set.of("ForbidState", "forbidden_status");
    private static final Set<String> EPOCHS = Set.of("SnapshotTime", "OffsetTime");
    private static final String HEADERS = "/input/headers/";

    private Leaves() {}

    /**
     * The leaves that are missing in the event.
     *
     * @param parts the part of the callback that became the event
     * @param beside the nodes beside the parts, which are in each event
     */
    static List<Leaf> missing(List<Tree> parts, List<Tree> beside, EventRecord record) throws IOException {
        return missingOfDecoded(decoded(parts), decoded(beside), record);
    }

    private static List<Tree> decoded(List<Tree> written) {
        return written.stream().flatMap(tree -> tree.decoded().stream()).toList();
    }

    /** Like {@link #missing}, for trees from which the decoder has removed empty nodes. */
    static List<Leaf> missingOfDecoded(List<Tree> parts, List<Tree> beside, EventRecord record) throws IOException {
        Map<String, Integer> texts = texts(record);
        List<Leaf> leaves = new ArrayList<>();
        List<Leaf> shared = new ArrayList<>();
        for (Tree part : parts) {
            collect(part, Set.of(), leaves);
            moveShared(part, leaves, shared);
        }
        beside.forEach(node -> collect(node, Set.of(), leaves));
        List<Leaf> missing = new ArrayList<>(missing(leaves, texts));
        shared.stream()
                .filter(leaf -> leaf.spellings().stream().noneMatch(texts::containsKey))
                .forEach(missing::add);
        return missing;
    }

    /**
     * A leaf that has to be in the event.
     *
     * @param spellings its possible forms in the event
     */
    record Leaf(String name, Set<String> spellings) {}

    /** @param keys full keys of the files that the node may be joined with, if it is an {@code Md5Info} */
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

    /**
     * Moves leaves that name a file a second time. They are joined with its output, so one text may be that of
     * several leaves.
     */
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
        if (EPOCHS.contains(name) && text.matches("-?[0-9]{1,15}(\\.0+)?")) {
            spellings.add(
                    Instant.ofEpochMilli(new BigDecimal(text).longValueExact()).toString());
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

    /** The leaves without a text, where each text counts for one leaf (Kuhn's bipartite matching). */
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

    /** The number of members without content in the event. */
    static int emptyMembers(EventRecord record) throws IOException {
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
