package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.Decoded;
import io.jobevents.gateway.event.RandomCallback.Tree;
import io.jobevents.gateway.record.EventRecord;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Fuzz target of callbacks that are built as trees, where each byte of the input is a decision, and written as XML and as JSON in an
 * encoding. Both must give the same records, with every leaf, valid by their schema.
 */
public final class TwinsFuzz {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final String DECLARED_UTF8 = "<?xml version='1.0' encoding='UTF-8'?>";
    /** One in so many events is validated by the schema, which takes longer than all else. */
    private static final int SCHEMA_SAMPLE = 32;

    private TwinsFuzz() {}

    public static void fuzzerTestOneInput(byte[] decisions) throws IOException {
        Random random = new GivenRandom(decisions);
        boolean simple = random.nextInt(8) == 0;
        RandomCallback callback = simple ? RandomCallback.simpleModeration(random) : RandomCallback.of(random);
        String json = simple ? callback.bareJson(random) : callback.json(random);
        List<EventRecord> records = records(decode(json(json, random), Optional.of("application/json; charset=gbk")));
        List<EventRecord> twins = simple
                ? records(decode(callback.bareJson(random).getBytes(StandardCharsets.UTF_8), Optional.empty()))
                : records(decode(xml(callback.xml(random), random), Optional.of("text/xml")));

        RecordRules.checkSame(records, twins);
        checkLeaves(callback, simple, records);
        for (EventRecord record : records) {
            RecordRules.require(Leaves.emptyMembers(record) == 0, "no member without content");
            if (Arrays.hashCode(record.value()) % SCHEMA_SAMPLE == 0) {
                RecordRules.checkSchema(record);
            }
        }
    }

    private static void checkLeaves(RandomCallback callback, boolean simple, List<EventRecord> records)
            throws IOException {
        if (simple) {
            check(Leaves.missing(List.of(), callback.besideCodeZero(), records.getFirst()));
            return;
        }
        List<Tree> parts = new ArrayList<>(callback.jobs());
        parts.addAll(callback.workflows());
        RecordRules.require(parts.size() == records.size(), "an event for each part");
        for (int i = 0; i < parts.size(); i++) {
            check(Leaves.missing(List.of(parts.get(i)), callback.beside(), records.get(i)));
        }
    }

    private static void check(List<?> missing) {
        RecordRules.require(missing.isEmpty(), "nothing is lost: " + missing);
    }

    private static List<EventRecord> records(Decoded decoded) {
        if (decoded instanceof Decoded.Document(Callback callback)) {
            RecordRules.require(callback.undecodable().isEmpty(), "an encoding that is read");
            return GoldenPairs.records(GoldenPairs.EVENTS.encode(callback));
        }
        throw new AssertionError("Broken: a callback that is taken: " + decoded);
    }

    private static Decoded decode(byte[] body, Optional<String> contentType) {
        return GoldenPairs.DECODER.decode(body, contentType);
    }

    private static byte[] xml(String xml, Random random) {
        String bare = xml.startsWith(DECLARED_UTF8) ? xml.substring(DECLARED_UTF8.length()) : xml;
        return switch (random.nextInt(5)) {
            case 0 -> ("\uFEFF" + xml).getBytes(StandardCharsets.UTF_8);
            case 1 -> ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + bare).getBytes(StandardCharsets.UTF_8);
            case 2 -> ofItsOwn(("<?xml version=\"1.0\" encoding=\"gb2312\"?>" + bare), GB18030);
            case 3 -> ofItsOwn(("<?xml version='1.0' encoding = 'GB18030' standalone='yes' ?>" + bare), GB18030);
            default -> xml.getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] json(String json, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> ("\uFEFF \r\n" + json).getBytes(StandardCharsets.UTF_8);
            case 1 -> ofItsOwn(json, GB18030);
            default -> json.getBytes(StandardCharsets.UTF_8);
        };
    }

    /** The text in that charset, or in UTF-8 if the bytes would be valid UTF-8, which is detected first. */
    private static byte[] ofItsOwn(String text, Charset charset) {
        byte[] bytes = text.getBytes(charset);
        boolean same = new String(bytes, charset).equals(text);
        boolean utf8 = Arrays.equals(bytes, new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
        return same && !utf8 ? bytes : text.getBytes(StandardCharsets.UTF_8);
    }
}
