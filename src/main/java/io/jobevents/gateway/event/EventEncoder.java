package io.jobevents.gateway.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.jobevents.gateway.callback.Node;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;

/**
 * Encodes an event to the bytes of a record's value. Equal events give equal bytes: members are in the order of the
 * shape's rows, those of headers and details ordered by name; strings as in RFC 8785; UTF-8 without blanks. Members
 * without content are left out.
 *
 * <p>Thread-safe.
 */
final class EventEncoder {

    /**
     * Jackson's default limit is 1000 levels. A callback may have as many, and repeated names double them, since each
     * becomes an array.
     */
    private static final StreamWriteConstraints DEPTH_OF_THE_CALLBACK =
            StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build();

    /**
     * Jackson escapes what RFC 8785 escapes: the quotation mark, the backslash and control characters (of which only
     * tab and line ends can occur in an event). By default it would also escape characters beyond U+FFFF.
     */
    private final JsonFactory json = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .streamWriteConstraints(DEPTH_OF_THE_CALLBACK)
            .build();

    /** Whether URLs of evidence are written with their queries. */
    enum Queries {
        KEPT {
            @Override
            String of(String url) {
                return url;
            }
        },
        CUT {
            @Override
            String of(String url) {
                int query = url.indexOf('?');
                return query < 0 ? url : url.substring(0, query);
            }
        };

        abstract String of(String url);
    }

    byte[] encode(Event event) {
        BufferRecycler buffers = json._getBufferRecycler();
        ByteArrayBuilder bytes = new ByteArrayBuilder(buffers);
        try (bytes;
                JsonGenerator out = json.createGenerator(bytes)) {
            writeObject(out, event.members(), Queries.KEPT);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory", e);
        } finally {
            bytes.release();
        }
    }

    /**
     * The SHA-256 by which deliveries of one result are recognized as equal. The queries of evidence URLs in moderation
     * results are left out, since the sender probably signs these URLs anew for each delivery.
     *
     * @param value the encoded event
     */
    byte[] fingerprint(Event event, byte[] value) {
        if (!(event instanceof ModerationEvent)) {
            return Sha256.digest().digest(value);
        }
        MessageDigest digest = Sha256.digest();
        try (JsonGenerator out =
                json.createGenerator(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            writeObject(out, event.members(), Queries.CUT);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to a digest", e);
        }
        return digest.digest();
    }

    private static void writeObject(JsonGenerator out, Members members, Queries queries) throws IOException {
        out.writeStartObject();
        writeFields(out, members, members.shape().fields(), queries);
        out.writeEndObject();
    }

    private static void writeFields(JsonGenerator out, Members members, List<Shape.Field> fields, Queries queries)
            throws IOException {
        for (int i = 0; i < fields.size(); i++) {
            switch (fields.get(i)) {
                case Shape.Field.Value(var name, var type, int slot) -> {
                    if (members.has(slot)) {
                        out.writeFieldName(name);
                        writeValue(out, type, members.value(slot).orElseThrow(), queries);
                    }
                }
                case Shape.Field.Nested(var name, var nested, int start, int end) -> {
                    if (members.hasAny(start, end)) {
                        out.writeFieldName(name);
                        out.writeStartObject();
                        writeFields(out, members, nested, queries);
                        out.writeEndObject();
                    }
                }
            }
        }
    }

    @SuppressWarnings("unchecked") // guaranteed by the type
    private static void writeValue(JsonGenerator out, Type type, Object value, Queries queries) throws IOException {
        switch (type) {
            case Type.Scalar scalar -> writeScalar(out, scalar, (String) value, queries);
            case Type.Special special -> writeSpecial(out, special, value);
            case Type.Details(ListNodes lists) -> DetailsWriter.write(out, (List<Node>) value, lists, queries);
            case Type.ListOf list -> writeItems(out, (List<Members>) value, queries);
            case Type.ObjectOf object -> throw new IllegalStateException("An object has no slot of its own");
        }
    }

    @SuppressWarnings("unchecked") // guaranteed by the type
    private static void writeSpecial(JsonGenerator out, Type.Special type, Object value) throws IOException {
        switch (type) {
            case TEXTS -> writeTexts(out, (List<String>) value);
            case HEADERS -> writeHeaders(out, (Map<String, List<String>>) value);
        }
    }

    private static void writeItems(JsonGenerator out, List<Members> items, Queries queries) throws IOException {
        out.writeStartArray();
        for (Members item : items) {
            writeObject(out, item, queries);
        }
        out.writeEndArray();
    }

    private static void writeScalar(JsonGenerator out, Type.Scalar type, String value, Queries queries)
            throws IOException {
        if (type == Type.Scalar.EVIDENCE_URL) {
            TextWriter.write(out, queries.of(value));
        } else if (type.isString()) {
            TextWriter.write(out, value);
        } else {
            out.writeRawValue(value);
        }
    }

    private static void writeHeaders(JsonGenerator out, Map<String, List<String>> headers) throws IOException {
        out.writeStartObject();
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            out.writeFieldName(header.getKey());
            if (header.getValue().size() == 1) {
                TextWriter.write(out, header.getValue().getFirst());
            } else {
                writeTexts(out, header.getValue());
            }
        }
        out.writeEndObject();
    }

    private static void writeTexts(JsonGenerator out, List<String> texts) throws IOException {
        out.writeStartArray();
        for (String text : texts) {
            TextWriter.write(out, text);
        }
        out.writeEndArray();
    }
}
