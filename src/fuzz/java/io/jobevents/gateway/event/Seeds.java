package io.jobevents.gateway.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the initial corpus of fuzzing: for each target a folder of inputs from the golden callbacks, and a dictionary of known names
 * and words.
 */
public final class Seeds {

    private static final List<String> WORDS = List.of(
            "<?xml version=\"1.0\" encoding=\"GB18030\"?>",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<!DOCTYPE a [",
            "<!ENTITY a SYSTEM \"file:///a\">",
            "&#x0;",
            "&#xD800;",
            "&#65535;",
            "&amp;",
            "&a;",
            " xmlns:p=\"urn:p\"",
            "p:",
            "#text",
            "\\u0000",
            "\\ud800",
            "\\udc00",
            "{\"JobsDetail\":",
            "<JobsDetail>",
            "</JobsDetail>",
            "1e400",
            "-0.0",
            "99999999999999999999",
            "0001-01-01T00:00:00Z",
            "2024-03-05T08:09:10+0800",
            "https://b-1.cos.r.myqcloud.com/k?sign=1",
            "text/xml; charset=Shift_JIS\n",
            "ReviewImage",
            "ReviewText",
            "test_trace_id");

    private Seeds() {}

    /** @param arguments the output folder */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Random random = new Random(1);
        for (Path callback : GoldenPairs.callbacks()) {
            byte[] body = GoldenPairs.read(callback);
            String name = callback.getFileName().toString();
            write(folder, "BodyFuzz", name, joined(new byte[] {0}, body));
            write(folder, "BodyFuzz", "little-room-" + name, joined(new byte[] {0x30}, body));
            write(folder, "RewrittenFuzz", name, body);
            write(folder, "TextFuzz", name, joined("text/xml\n".getBytes(StandardCharsets.US_ASCII), body));
            write(folder, "LargeFuzz", name, pieces(body));
            byte[] decisions = new byte[1024];
            random.nextBytes(decisions);
            write(folder, "TwinsFuzz", name, decisions);
        }
        for (String pieces :
                List.of("<JobsDetail a#=''>", "{\"a#\":", "<p:a xmlns:p='#'>", "{\"JobsDetail\":[[", "&#13;]]>")) {
            byte[] piece = pieces.getBytes(StandardCharsets.US_ASCII);
            write(folder, "LargeFuzz", "repeated-" + piece.length, joined(new byte[] {12, (byte) piece.length}, piece));
        }
        for (int i = 0; i < WORDS.size(); i++) {
            write(folder, "ValuesFuzz", "word-" + i, WORDS.get(i).getBytes(StandardCharsets.UTF_8));
        }
        writeDictionary(folder.resolve("dictionary"));
    }

    /** The body as input of {@link LargeFuzz}: pieces that occur once. */
    private static byte[] pieces(byte[] body) {
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += 0x7F) {
            int length = Math.min(0x7F, body.length - at);
            pieces.write(0);
            pieces.write(length);
            pieces.write(body, at, length);
        }
        return pieces.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(first);
        joined.writeBytes(second);
        return joined.toByteArray();
    }

    private static void write(Path folder, String target, String name, byte[] input) throws IOException {
        Path seeds = Files.createDirectories(folder.resolve(target));
        Files.write(seeds.resolve(name), input);
    }

    private static void writeDictionary(Path file) throws IOException {
        Set<String> words = new TreeSet<>(WORDS);
        words.addAll(CallbackEvents.nodeNames());
        for (Warning warning : Warning.values()) {
            words.add(warning.code());
        }
        StringBuilder dictionary = new StringBuilder();
        for (String word : words) {
            dictionary.append('"');
            for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
                boolean plain = b >= ' ' && b <= '~' && b != '"' && b != '\\';
                dictionary.append(plain ? String.valueOf((char) b) : "\\x%02x".formatted(b));
            }
            dictionary.append("\"\n");
        }
        Files.writeString(file, dictionary);
    }
}
