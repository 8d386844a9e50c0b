package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /**
     * What was read.
     *
     * <ul>
     *   <li>{@link Files}: the outputs; what is none stays unread
     *   <li>{@link TooLarge}: nothing, since encoded they would take more than the limit
     * </ul>
     */
    sealed interface Reading {

        /** @param someTooLong whether a file was left unread since its key or place is longer than COS allows */
        record Files(List<JobEvent.Output> outputs, boolean someTooLong) implements Reading {}

        record TooLarge() implements Reading {}
    }

    private final List<JobEvent.Output> outputs = new ArrayList<>();
    private long room;
    private boolean someTooLong;

    private Outputs(long limit) {
        this.room = limit;
    }

    /**
     * Takes the files that it can tell.
     *
     * @param limit characters that all outputs may take as JSON; one long prefix with many short names multiplies, so it is
     *     checked before the keys of a file are put together
     */
    static Reading read(NodeReader mediaResult, long limit) {
        Outputs reading = new Outputs(limit);
        for (NodeReader file : mediaResult.openAll("OutputFile")) {
            reading.readFile(file, false);
            file.openAll("SpriteOutputFile").forEach(sprite -> reading.readFile(sprite, true));
        }
        return reading.room < 0
                ? new Reading.TooLarge()
                : new Reading.Files(List.copyOf(reading.outputs), reading.someTooLong);
    }

    private void readFile(NodeReader file, boolean sprite) {
        room -= leastSize(file);
        if (room < 0) {
            return;
        }
        Optional<String> bucket = file.peekText("Bucket");
        Optional<String> region = file.peekText("Region");
        if (isOver(MAX_PLACE, bucket.orElse("")) || isOver(MAX_PLACE, region.orElse(""))) {
            someTooLong |= file.peek("ObjectName").isPresent();
            return;
        }
        List<String> keys = takeKeys(file);
        Map<String, NodeReader> md5ByKey = md5ByKey(file);
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

    /** The characters that the outputs of a file have as JSON, at the least. */
    private static long leastSize(NodeReader file) {
        List<Node> names = file.peekAll("ObjectName");
        long size = names.stream().mapToLong(name -> name.text().length()).sum();
        return names.size() < 2 ? size : size + names.size() * (FRAME + sharedSize(file));
    }

    /** What stands in each output of a file. */
    private static long sharedSize(NodeReader file) {
        long size = 0;
        for (String name : List.of("Bucket", "Region", "ObjectPrefix")) {
            size += file.peekText(name).map(String::length).orElse(0);
        }
        return size;
    }

    private List<String> takeKeys(NodeReader file) {
        String prefix = file.peekText("ObjectPrefix").orElse("");
        return file.takeAll("ObjectName", name -> key(prefix, name));
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
        someTooLong |= key.isEmpty();
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
