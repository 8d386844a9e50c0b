package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of an {@code OutputFile} and of its sprites. The full key is {@code ObjectPrefix} followed by
 * {@code ObjectName}; {@code Md5Info} always names the full key, so it is joined on that.
 */
final class MediaFiles {

    private static final String BUCKET_NODE = "Bucket";
    private static final String REGION_NODE = "Region";
    private static final String PREFIX_NODE = "ObjectPrefix";
    private static final String NAME_NODE = "ObjectName";
    private static final String INFO_NODE = "Md5Info";
    private static final String MD5_NODE = "Md5";
    private static final String SPRITE_NODE = "SpriteOutputFile";

    /** The names of the nodes that are read. */
    static final Set<String> NODE_NAMES =
            Set.of(BUCKET_NODE, REGION_NODE, PREFIX_NODE, NAME_NODE, INFO_NODE, MD5_NODE, SPRITE_NODE);

    private static final String NO_KEY = "";

    private final Reading reading;
    private final int slot;
    private final Node file;
    private final boolean sprite;

    private @Nullable Node bucket;
    private @Nullable Node region;
    private @Nullable Node prefix;
    private int names;
    private long namesSize;
    private List<Node> infos = List.of();
    /** The {@code Md5Info} nodes whose MD5 is in an output. */
    private Set<Node> joined = Set.of();
    /** The {@code ObjectName} nodes that give no output. */
    private Set<Node> refused = Set.of();

    private MediaFiles(Reading reading, int slot, Node file, boolean sprite) {
        this.reading = reading;
        this.slot = slot;
        this.file = file;
        this.sprite = sprite;
        for (int i = 0; i < file.children().size(); i++) {
            Node child = file.children().get(i);
            switch (child.name()) {
                case BUCKET_NODE -> bucket = bucket == null ? child : bucket;
                case REGION_NODE -> region = region == null ? child : region;
                case PREFIX_NODE -> prefix = prefix == null ? child : prefix;
                case NAME_NODE -> {
                    names++;
                    namesSize += child.text().length();
                }
                case INFO_NODE -> {
                    infos = infos.isEmpty() ? new ArrayList<>(1) : infos;
                    infos.add(child);
                }
                default -> {
                    // a sprite, or a node for the details
                }
            }
        }
    }

    /**
     * Takes the files of an {@code OutputFile}, then those of its sprites. Names longer than COS allows stay in the
     * details. A long prefix with many short names multiplies in size, so room is reserved before keys are
     * concatenated.
     */
    static Optional<Node> take(Reading reading, int slot, Node file) {
        return take(reading, slot, file, false);
    }

    private static Optional<Node> take(Reading reading, int slot, Node file, boolean sprite) {
        return file.isLeaf() ? Optional.of(file) : new MediaFiles(reading, slot, file, sprite).take();
    }

    private Optional<Node> take() {
        if (!reading.takeRoom(leastSize())) {
            return Optional.of(file);
        }
        takeNames();
        return rest();
    }

    /** The least size of the file's outputs as JSON, in characters. */
    private long leastSize() {
        long shared =
                text(bucket).length() + text(region).length() + text(prefix).length();
        return names < 2 ? namesSize : namesSize + names * (Outputs.FRAME + shared);
    }

    private void takeNames() {
        boolean placed = Outputs.isPlace(text(bucket)) && Outputs.isPlace(text(region));
        if (!placed && names > 0) {
            reading.warn(Warning.OUTPUT_TOO_LONG);
        }
        Map<String, Node> infoByKey = infoByKey();
        for (int i = 0; i < file.children().size(); i++) {
            Node child = file.children().get(i);
            if (!child.name().equals(NAME_NODE)) {
                continue;
            }
            String key = placed && child.isLeaf() ? key(child.text()) : NO_KEY;
            if (key.equals(NO_KEY)) {
                refused = refused.isEmpty() ? new HashSet<>() : refused;
                refused.add(child);
            } else {
                Optional<Node> info = Optional.ofNullable(infoByKey.get(key)).filter(joined::add);
                Members output = Outputs.file(text(bucket), text(region), key);
                output.put(
                        Outputs.MD5,
                        info.flatMap(node -> node.firstText(MD5_NODE)).orElse(""));
                output.put(Outputs.SPRITE, sprite ? "true" : "");
                reading.add(slot, output);
            }
        }
    }

    /** The full key of a name, or {@link #NO_KEY}. */
    private String key(String name) {
        String start = text(prefix);
        // Lengths first, so that a prefix of megabytes is not copied for each of ten thousand names.
        if (start.length() + name.length() <= Outputs.MAX_KEY) {
            String key = start.isEmpty() ? name : start.concat(name);
            if (Outputs.isKey(key)) {
                return key;
            }
        }
        reading.warn(Warning.OUTPUT_TOO_LONG);
        return NO_KEY;
    }

    /**
     * The first complete {@code Md5Info} of each key. It is joined once, since it would otherwise be copied for each
     * repetition of a key.
     */
    private Map<String, Node> infoByKey() {
        if (infos.isEmpty()) {
            return Map.of();
        }
        Map<String, Node> byKey = HashMap.newHashMap(infos.size());
        for (Node info : infos) {
            Optional<String> key = info.firstText(NAME_NODE);
            if (key.isPresent() && info.firstText(MD5_NODE).isPresent()) {
                byKey.putIfAbsent(key.get(), info);
            }
        }
        joined = new HashSet<>();
        return byKey;
    }

    /** The remainder for the details. If it has a name, it keeps the bucket, region and prefix, too. */
    private Optional<Node> rest() {
        boolean complete = names > 0 && refused.isEmpty();
        List<Node> stays = new ArrayList<>(0);
        for (int i = 0; i < file.children().size(); i++) {
            Node child = file.children().get(i);
            Optional<Node> rest =
                    switch (child.name()) {
                        case NAME_NODE -> refused.contains(child) ? Optional.of(child) : Optional.empty();
                        case INFO_NODE -> joined.contains(child) ? restOfInfo(child) : Optional.of(child);
                        case SPRITE_NODE -> sprite ? Optional.of(child) : take(reading, slot, child, true);
                        default -> complete && isPlace(child) ? Optional.empty() : Optional.of(child);
                    };
            rest.ifPresent(stays::add);
        }
        return Reading.rest(file, stays);
    }

    /** Whether the node is a text that is part of each output. */
    private boolean isPlace(Node child) {
        return child.isLeaf() && (child == bucket || child == region || child == prefix);
    }

    /** The remainder of a joined {@code Md5Info}: all but the first name and the first MD5. */
    private static Optional<Node> restOfInfo(Node info) {
        List<Node> stays = new ArrayList<>(info.children());
        info.first(NAME_NODE).ifPresent(stays::remove);
        info.first(MD5_NODE).ifPresent(stays::remove);
        return Reading.rest(info, stays);
    }

    /** The text of a leaf, else an empty one. */
    private static String text(@Nullable Node node) {
        return node == null ? "" : node.text();
    }
}
