package io.jobevents.gateway.testkit.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A callback with placeholders for its ids, which gives any number of callbacks.
 *
 * <p>Texts have one character per byte, independent of the callback's encoding, so all but the ids is unchanged.
 */
public record Template(List<byte[]> parts) {

    /** The placeholder of an id. */
    static final char GAP = '\0';

    private static final Pattern IDS =
            Pattern.compile("(<(JobId|RunId)>)[^<]*(?=</\\2>)|(\"(?:JobId|RunId|trace_id)\"\\s*:\\s*\")[^\"]*(?=\")");

    public Template {
        if (parts.size() < 2) {
            throw new IllegalArgumentException("A template needs a placeholder for an id");
        }
        parts = List.copyOf(parts);
    }

    /** The template of a text with placeholders. */
    public static Template of(String text) {
        List<byte[]> parts = new ArrayList<>();
        for (String part : text.split(String.valueOf(GAP), -1)) {
            parts.add(part.getBytes(ISO_8859_1));
        }
        return new Template(parts);
    }

    /** The template of a callback, with placeholders for its job and run ids. */
    public static Template ofCallback(byte[] body) {
        return of(IDS.matcher(new String(body, ISO_8859_1))
                .replaceAll(id -> (id.group(1) == null ? id.group(3) : id.group(1)) + GAP));
    }

    /** A callback whose ids begin with that mark; a single id is the mark itself. */
    public byte[] fill(String mark) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                String id = parts.size() == 2 ? mark : mark + "-" + i;
                body.writeBytes(id.getBytes(ISO_8859_1));
            }
            body.writeBytes(parts.get(i));
        }
        return body.toByteArray();
    }
}
