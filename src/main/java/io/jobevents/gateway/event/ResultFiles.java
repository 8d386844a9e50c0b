package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files in the results of documents, pictures, archives and transcripts. A file without a bucket or region has that
 * of {@code Output}, the job's requested output. Repeated names of a file are joined; each page is a separate file.
 */
final class ResultFiles {

    static final String DOCUMENT = "DocProcessResult";
    static final String PICTURE = "PicProcessResult";
    static final String ARCHIVE = "FileCompressResult";
    static final String TRANSCRIPT = "SpeechRecognitionResult";

    private static final String PAGE = "PageInfo";
    private static final String PAGE_KEY = "TgtUri";
    private static final String PAGE_NUMBER = "PageNo";
    private static final String NAME = "ObjectName";
    private static final String DETAIL_NAME = "DetailObjectName";
    private static final String OBJECT = "Object";
    private static final String KEY = "Key";
    private static final String BUCKET = FilePlace.BUCKET;
    private static final String REGION = FilePlace.REGION;
    private static final String MD5 = "Md5";

    /** The names of the nodes that are read. */
    static final Set<String> NODE_NAMES = Set.of(
            PAGE,
            PAGE_KEY,
            PAGE_NUMBER,
            NAME,
            DETAIL_NAME,
            OBJECT,
            KEY,
            BUCKET,
            REGION,
            MD5,
            "ProcessResult",
            "UploadResult",
            "ProcessResults");

    private final Reading reading;
    private final int slot;
    private final Map<FileName, Members> known = new HashMap<>();
    /** The nodes whose text is in an output. */
    private final Set<Node> taken = new HashSet<>();

    private ResultFiles(Reading reading, int slot) {
        this.reading = reading;
        this.slot = slot;
    }

    /** Takes the files in the order of these kinds, not of the nodes. */
    static void take(Reading reading, int slot, Node operation) {
        Optional<Node> document = operation.first(DOCUMENT);
        Optional<Node> picture = operation.first(PICTURE);
        Optional<Node> archive = operation.first(ARCHIVE);
        Optional<Node> transcript = operation.first(TRANSCRIPT);
        if (document.isEmpty() && picture.isEmpty() && archive.isEmpty() && transcript.isEmpty()) {
            return;
        }
        ResultFiles files = new ResultFiles(reading, slot);
        files.addMediaFiles();
        FilePlace asked =
                operation.first("Output").map(new FilePlace("", "")::of).orElse(new FilePlace("", ""));
        document.ifPresent(node -> files.takeDocument(node, asked));
        picture.ifPresent(node -> files.takePicture(node, asked));
        archive.ifPresent(node -> files.takeKeys(node, asked, List.of(OBJECT)));
        transcript.ifPresent(node -> files.takeKeys(node, asked, List.of(NAME, DETAIL_NAME)));
        document.ifPresent(node -> reading.leave(node, files.rest(node, 2)));
        picture.ifPresent(node -> reading.leave(node, files.rest(node, 4)));
        archive.ifPresent(node -> reading.leave(node, files.rest(node, 1)));
        transcript.ifPresent(node -> reading.leave(node, files.rest(node, 1)));
    }

    @SuppressWarnings("unchecked") // guaranteed by the type of the row
    private void addMediaFiles() {
        reading.value(slot).ifPresent(list -> {
            for (Members file : (List<Members>) list) {
                FilePlace place = new FilePlace(text(file, Outputs.BUCKET), text(file, Outputs.REGION));
                known.putIfAbsent(new FileName(place, text(file, Outputs.KEY)), file);
            }
        });
    }

    private static String text(Members file, int member) {
        return file.text(member).orElse("");
    }

    private void takeDocument(Node document, FilePlace asked) {
        for (Node page : document.children()) {
            Optional<Node> key = leaf(page, PAGE_KEY);
            if (page.name().equals(PAGE) && key.isPresent()) {
                Optional<Members> file = add(asked.of(page), key.get());
                file.ifPresent(output -> {
                    takePlace(page, List.of(output));
                    takeMd5(page, output);
                    takeNumber(page, output);
                });
            }
        }
    }

    private void takeNumber(Node page, Members output) {
        leaf(page, PAGE_NUMBER).ifPresent(number -> {
            String read = Type.Scalar.INTEGER.read(number.text());
            if (!read.isEmpty()) {
                output.put(Outputs.PAGE, read);
                taken.add(number);
            }
        });
    }

    /** Takes the files of a picture. {@code ObjectName} is the only file, or repeats a file that has a key. */
    private void takePicture(Node picture, FilePlace asked) {
        FilePlace place = asked.of(picture);
        Map<String, Members> byKey = new HashMap<>();
        boolean whole = true;
        for (Node part : parts(picture)) {
            Optional<Node> key = leaf(part, KEY);
            if (key.isPresent()) {
                Optional<Members> output = join(place.of(part), key.get());
                output.ifPresent(file -> {
                    takePlace(part, List.of(file));
                    takeMd5(part, file);
                    byKey.putIfAbsent(key.get().text(), file);
                });
                whole &= output.isPresent();
            }
        }
        Optional<Node> name = leaf(picture, NAME);
        if (name.isPresent() && byKey.containsKey(name.get().text())) {
            taken.add(name.get());
            takeMd5(picture, byKey.get(name.get().text()));
        } else if (name.isPresent() && byKey.isEmpty() && whole) {
            Optional<Members> output = join(place, name.get());
            output.ifPresent(file -> {
                takeMd5(picture, file);
                byKey.put(name.get().text(), file);
            });
            whole = output.isPresent();
        }
        if (whole) {
            takePlace(picture, byKey.values());
        }
    }

    /** The nodes that each describe one file, in both published forms. */
    private static List<Node> parts(Node picture) {
        List<Node> parts = new ArrayList<>();
        picture.first("ProcessResult").ifPresent(parts::add);
        picture.first("UploadResult")
                .flatMap(upload -> upload.first("ProcessResults"))
                .ifPresent(results -> results.children().stream()
                        .filter(node -> node.name().equals(OBJECT))
                        .forEach(parts::add));
        return parts;
    }

    /** Takes the files of a node whose children have their keys. */
    private void takeKeys(Node node, FilePlace asked, List<String> names) {
        List<Node> keys =
                names.stream().flatMap(name -> leaf(node, name).stream()).toList();
        List<Members> outputs =
                keys.stream().flatMap(key -> join(asked.of(node), key).stream()).toList();
        if (outputs.size() == keys.size() && !keys.isEmpty()) {
            takePlace(node, outputs);
            if (names.size() == 1) {
                takeMd5(node, outputs.getFirst());
            }
        }
    }

    /** The file of that key, created at its first name; empty if a name is too long or there is no room. */
    private Optional<Members> join(FilePlace place, Node key) {
        Members before = known.get(new FileName(place, key.text()));
        if (before != null) {
            taken.add(key);
            return Optional.of(before);
        }
        Optional<Members> added = add(place, key);
        added.ifPresent(file -> known.put(new FileName(place, key.text()), file));
        return added;
    }

    private Optional<Members> add(FilePlace place, Node key) {
        if (!place.isPossible() || !Outputs.isKey(key.text())) {
            reading.warn(Warning.OUTPUT_TOO_LONG);
            return Optional.empty();
        }
        int repeated = place.bucket().length() + place.region().length();
        if (!reading.takeRoom(Outputs.FRAME + repeated)) {
            return Optional.empty();
        }
        Members file = Outputs.file(place.bucket(), place.region(), key.text());
        reading.add(slot, file);
        taken.add(key);
        return Optional.of(file);
    }

    /** Takes the bucket and the region of a node if one of its files has them. */
    private void takePlace(Node node, Collection<Members> files) {
        takePlace(leaf(node, BUCKET), files, Outputs.BUCKET);
        takePlace(leaf(node, REGION), files, Outputs.REGION);
    }

    private void takePlace(Optional<Node> place, Collection<Members> files, int member) {
        place.filter(node -> files.stream()
                        .anyMatch(file ->
                                file.text(member).filter(node.text()::equals).isPresent()))
                .ifPresent(taken::add);
    }

    private void takeMd5(Node node, Members output) {
        Optional<Node> md5 = leaf(node, MD5);
        if (md5.isPresent() && !output.has(Outputs.MD5)) {
            output.put(Outputs.MD5, md5.get().text());
            taken.add(md5.get());
        }
    }

    private static Optional<Node> leaf(Node node, String name) {
        return node.first(name).filter(Node::isLeaf);
    }

    /**
     * The remainder of a node for the details.
     *
     * @param depth levels below the node from which something may have been taken; bounded, since a transcript has a
     *     hundred thousand nodes further down
     */
    private Optional<Node> rest(Node node, int depth) {
        if (depth == 0 || node.isLeaf()) {
            return taken.contains(node) ? Optional.empty() : Optional.of(node);
        }
        List<Node> stays = new ArrayList<>();
        node.children().forEach(child -> rest(child, depth - 1).ifPresent(stays::add));
        return Reading.rest(node, stays);
    }
}
