package io.jobevents.gateway.event;

import static io.jobevents.gateway.event.Member.given;

import io.jobevents.gateway.callback.Node;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The files that a job wrote. Media files stand in {@code MediaResult}; those of documents, pictures, archives and
 * transcripts in result nodes of their own, and come after them.
 */
final class Outputs {

    /** {@code sprite} for a sheet of thumbnails that accompanies the others; {@code page} of a document. */
    static final Shape FILE = Shape.of(
            given("bucket", Type.Scalar.TEXT),
            given("region", Type.Scalar.TEXT),
            given("key", Type.Scalar.TEXT),
            given("md5", Type.Scalar.TEXT),
            given("sprite", Type.Scalar.TRUE),
            given("page", Type.Scalar.INTEGER));

    static final int BUCKET = FILE.slot("bucket");
    static final int REGION = FILE.slot("region");
    static final int KEY = FILE.slot("key");
    static final int MD5 = FILE.slot("md5");
    static final int SPRITE = FILE.slot("sprite");
    static final int PAGE = FILE.slot("page");

    /** The nodes that name files. */
    static final String[] PATHS = {
        "Operation/MediaResult/OutputFile",
        "Operation/" + ResultFiles.DOCUMENT,
        "Operation/" + ResultFiles.PICTURE,
        "Operation/" + ResultFiles.ARCHIVE,
        "Operation/" + ResultFiles.TRANSCRIPT
    };

    /** What COS allows a key to have, in bytes. */
    static final int MAX_KEY = 1024;

    private static final int MAX_PLACE = 255;
    /** The punctuation and names of one encoded output, at the least. */
    static final int FRAME = 12;

    private Outputs() {}

    static void gather(Reading reading, int slot) {
        Node operation = reading.node().first("Operation").orElseThrow();
        Optional<Node> media = operation.first("MediaResult");
        if (media.isPresent()) {
            for (Node file : media.get().children()) {
                if (file.name().equals("OutputFile")) {
                    reading.leave(file, MediaFiles.take(reading, slot, file));
                }
            }
        }
        ResultFiles.take(reading, slot, operation);
    }

    static Members file(String bucket, String region, String key) {
        Members file = new Members(FILE);
        file.put(BUCKET, bucket);
        file.put(REGION, region);
        file.put(KEY, key);
        return file;
    }

    /** Whether COS allows a key of that length. */
    static boolean isKey(String text) {
        return !isOver(MAX_KEY, text);
    }

    /** Whether there may be a bucket or region of that length. */
    static boolean isPlace(String text) {
        return !isOver(MAX_PLACE, text);
    }

    private static boolean isOver(int maxBytes, String text) {
        return text.length() > maxBytes
                || text.length() * 3 > maxBytes && text.getBytes(StandardCharsets.UTF_8).length > maxBytes;
    }
}
