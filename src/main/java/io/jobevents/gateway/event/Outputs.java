package io.jobevents.gateway.event;

import static io.jobevents.gateway.event.Member.given;

import io.jobevents.gateway.callback.Node;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The member {@code outputs}: the files that a job wrote. Media files of {@code MediaResult} come first, then those of
 * the results of documents, pictures, archives and transcripts.
 */
final class Outputs {

    /** The members of a file: {@code sprite} marks a sheet of thumbnails, {@code page} is the page of a document. */
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

    /** The longest key in COS, in bytes. */
    static final int MAX_KEY = 1024;

    private static final int MAX_PLACE = 255;
    /** The least characters of punctuation and names in one encoded output. */
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

    /** Whether COS allows a bucket or region of that length. */
    static boolean isPlace(String text) {
        return !isOver(MAX_PLACE, text);
    }

    private static boolean isOver(int maxBytes, String text) {
        return text.length() > maxBytes
                || text.length() * 3 > maxBytes && text.getBytes(StandardCharsets.UTF_8).length > maxBytes;
    }
}
