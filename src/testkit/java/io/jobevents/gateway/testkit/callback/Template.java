package io.jobevents.gateway.testkit.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A callback with gaps where its ids stand, so that one gives as many callbacks as are wanted.
 *
 * <p>Texts are one character per byte, whatever the encoding of the callback: what is not an id stays as it is.
 */
public record Template(List<byte[]> parts) {

    /** Stands for an id in a template's text. */
    static final char GAP = '\0';

    private static final Pattern IDS =
            Pattern.compile("(<(JobId|RunId)>)[^<]*(?=</\\2>)|(\"(?:JobId|RunId|trace_id)\"\\s*:\\s*\")[^\"]*(?=\")");

    public Template {
        if (parts.size() < 2) {
            throw new IllegalArgumentException("Without a gap for an id, all callbacks would be one");
        }
        parts = List.copyOf(parts);
    }

    /** The template that a text with gaps is. */
    public static Template of(String text) {
        List<byte[]> parts = new ArrayList<>();
        for (String part : text.split(String.valueOf(GAP), -1)) {
            parts.add(part.getBytes(ISO_8859_1));
        }
        return new Template(parts);
    }

    /** The template that a callback becomes when its job and run ids are taken out. */
    public static Template ofCallback(byte[] body) {
        return of(IDS.matcher(new String(body, ISO_8859_1))
                .replaceAll(id -> (id.group(1) == null ? id.group(3) : id.group(1)) + GAP));
    }

    /** A callback whose ids all begin with that mark; a lone id is the mark itself. */
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
