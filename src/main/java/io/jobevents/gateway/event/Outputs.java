package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files at {@code Operation.MediaResult.OutputFile}. The full key is {@code ObjectPrefix} and {@code ObjectName} put
 * together; {@code Md5Info} names the full key even where there is a prefix, so it is joined on that.
 */
final class Outputs {

    /** What COS allows a key to have, in bytes. */
    private static final int MAX_KEY = 1024;

    private static final int MAX_PLACE = 255;
    /** The punctuation and names of one encoded output, at the least. */
    private static final int FRAME = 12;

    private final Set<Warning> warnings;
    private final List<JobEvent.Output> outputs = new ArrayList<>();

    private Outputs(Set<Warning> warnings) {
        this.warnings = warnings;
    }

    /** Takes the files that it can tell, and adds to the warnings. */
    static List<JobEvent.Output> read(NodeReader mediaResult, Set<Warning> warnings) {
        Outputs outputs = new Outputs(warnings);
        for (NodeReader file : mediaResult.openAll("OutputFile")) {
            outputs.readFile(file, false);
            file.openAll("SpriteOutputFile").forEach(sprite -> outputs.readFile(sprite, true));
        }
        return outputs.outputs;
    }

    /**
     * The characters that the encoded outputs have at the least, counted before any key is put together: one long prefix
     * with many short names multiplies.
     */
    static long leastSize(Node mediaResult) {
        long size = 0;
        for (Node file : mediaResult.all("OutputFile")) {
            size += leastFileSize(file);
            for (Node sprite : file.all("SpriteOutputFile")) {
                size += leastFileSize(sprite);
            }
        }
        return size;
    }

    private static long leastFileSize(Node file) {
        long names = 0;
        long own = 0;
        for (Node name : file.children()) {
            if (name.name().equals("ObjectName")) {
                names++;
                own += name.text().length();
            }
        }
        return names < 2 ? own : own + names * (FRAME + sharedSize(file));
    }

    /** What stands in each output of a file. */
    private static long sharedSize(Node file) {
        long size = 0;
        for (String name : List.of("Bucket", "Region", "ObjectPrefix")) {
            size += file.firstText(name).map(String::length).orElse(0);
        }
        return size;
    }

    private void readFile(NodeReader file, boolean sprite) {
        Optional<String> bucket = file.peekText("Bucket");
        Optional<String> region = file.peekText("Region");
        String prefix = file.peekText("ObjectPrefix").orElse("");
        if (isOver(MAX_PLACE, bucket.orElse("")) || isOver(MAX_PLACE, region.orElse(""))) {
            if (file.peek("ObjectName").isPresent()) {
                warnings.add(Warning.OUTPUT_TOO_LONG);
            }
            return;
        }
        Map<String, NodeReader> md5ByKey = md5ByKey(file);
        List<String> keys = file.takeAll("ObjectName", name -> key(prefix, name));
        for (String key : keys) {
            outputs.add(new JobEvent.Output(bucket, region, key, takeMd5(md5ByKey.remove(key)), sprite));
        }
        // A file that stays in the details keeps its bucket, region and prefix beside it.
        if (!keys.isEmpty() && file.tookAll("ObjectName")) {
            file.takeText("Bucket");
            file.takeText("Region");
            file.takeText("ObjectPrefix");
        }
    }

    private Optional<String> key(String prefix, Node name) {
        if (!name.isLeaf()) {
            return Optional.empty();
        }
        // Lengths first: a prefix of megabytes is not to be copied for each of ten thousand names.
        Optional<String> key = Optional.of(name.text())
                .filter(text -> prefix.length() + text.length() <= MAX_KEY)
                .map(prefix::concat)
                .filter(whole -> !isOver(MAX_KEY, whole));
        if (key.isEmpty()) {
            warnings.add(Warning.OUTPUT_TOO_LONG);
        }
        return key;
    }

    /** The first complete {@code Md5Info} of each key. It is joined once: a key that repeats must not multiply it. */
    private static Map<String, NodeReader> md5ByKey(NodeReader file) {
        Map<String, NodeReader> byKey = new HashMap<>();
        for (NodeReader info : file.openAll("Md5Info")) {
            if (info.peekText("Md5").isPresent()) {
                info.peekText("ObjectName").ifPresent(key -> byKey.putIfAbsent(key, info));
            }
        }
        return byKey;
    }

    private static Optional<String> takeMd5(@Nullable NodeReader info) {
        if (info == null) {
            return Optional.empty();
        }
        info.takeText("ObjectName");
        return info.takeText("Md5");
    }

    private static boolean isOver(int maxBytes, String text) {
        return text.length() > maxBytes
                || text.length() * 3 > maxBytes && text.getBytes(StandardCharsets.UTF_8).length > maxBytes;
    }
}
