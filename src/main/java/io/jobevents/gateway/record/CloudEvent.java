package io.jobevents.gateway.record;

import io.jobevents.gateway.event.EncodedEvent;
import io.jobevents.gateway.event.Event;
import io.jobevents.gateway.event.EventSchema;
import io.jobevents.gateway.event.EventState;
import io.jobevents.gateway.event.JobEvent;
import io.jobevents.gateway.event.ModerationEvent;
import io.jobevents.gateway.event.WorkflowEvent;
import io.jobevents.gateway.record.EventRecord.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Wraps an event in its envelope: a Kafka record in CloudEvents 1.0 binary mode (CloudEvents Kafka Protocol Binding,
 * section 3.2). The id is derived from the value, so the same job gets the same id from every delivery, pod and format.
 */
public final class CloudEvent {

    private static final int ID_BYTES = 8;
    private static final int MAX_EXTENSION = 128;
    private static final int MAX_SEGMENT = 255;
    private static final String NO_NAME = "-";
    private static final HexFormat UPPER_CASE = HexFormat.of().withUpperCase();

    private final String jobSchema;
    private final String workflowSchema;
    private final String moderationSchema;
    private final Routes routes;

    /** @param schemaBase the base of schema addresses, without a slash at the end */
    public CloudEvent(String schemaBase, TagCatalogue catalogue) {
        this.jobSchema = schemaBase + "/" + EventSchema.JOB_EVENT.path();
        this.workflowSchema = schemaBase + "/" + EventSchema.WORKFLOW_EVENT.path();
        this.moderationSchema = schemaBase + "/" + EventSchema.MODERATION_EVENT.path();
        this.routes = new Routes(catalogue);
    }

    /** The record of an event. */
    public EventRecord record(EncodedEvent encoded, Receipt receipt) {
        Event event = encoded.event();
        byte[] value = encoded.value();
        String subject = event.subject();
        String id = subject + "-" + HexFormat.of().formatHex(encoded.fingerprint(), 0, ID_BYTES);
        List<Header> headers = new ArrayList<>(19);
        headers.add(new Header("ce_specversion", "1.0"));
        headers.add(new Header("ce_id", id));
        headers.add(new Header("ce_source", source(event)));
        headers.add(new Header("ce_type", "io.jobevents." + type(event)));
        headers.add(new Header("ce_subject", subject));
        headers.add(new Header("ce_partitionkey", subject));
        event.time().ifPresent(time -> headers.add(new Header("ce_time", time)));
        headers.add(new Header("ce_dataschema", schema(event)));
        headers.add(new Header("content-type", "application/json"));
        addExtensions(headers, event);
        headers.add(Origin.header(receipt.source()));
        receipt.first().ifPresent(first -> headers.add(new Header("ce_receivedat", first.toString())));
        receipt.trace().ifPresent(context -> headers.addAll(context.headers()));
        return new EventRecord(id, routes.of(event), subject, headers, value, receipt.at());
    }

    /** Adds the extension attributes for filters of consumers, with the sender's own words where possible. */
    private static void addExtensions(List<Header> headers, Event event) {
        switch (event) {
            case JobEvent job -> {
                job.tag().ifPresent(tag -> headers.add(new Header("ce_jobtag", extension(tag))));
                headers.add(new Header("ce_jobstate", extension(job.state())));
            }
            case WorkflowEvent workflow -> {
                // its type has all that consumers filter by
            }
            case ModerationEvent moderation -> {
                headers.add(new Header("ce_jobstate", extension(moderation.state())));
                headers.add(new Header("ce_kind", moderation.kind().word()));
                headers.add(new Header("ce_verdict", moderation.ruling().word()));
                moderation.label().ifPresent(label -> headers.add(new Header("ce_label", extension(label))));
            }
        }
    }

    private static String type(Event event) {
        return switch (event) {
            case JobEvent job -> "job." + EventState.of(job.state()).word();
            case WorkflowEvent workflow ->
                "workflow." + EventState.of(workflow.state()).word();
            case ModerationEvent moderation ->
                "moderation." + moderation.ruling().word();
        };
    }

    private String schema(Event event) {
        return switch (event) {
            case JobEvent job -> jobSchema;
            case WorkflowEvent workflow -> workflowSchema;
            case ModerationEvent moderation -> moderationSchema;
        };
    }

    private static String source(Event event) {
        return "/tencentcloud/ci/" + segment(event.region()) + "/" + segment(event.bucket());
    }

    /**
     * A segment of the source. A name longer than any region or bucket counts as absent, since percent-encoding would
     * multiply it.
     */
    private static String segment(Optional<String> name) {
        if (name.isEmpty()) {
            return NO_NAME;
        }
        String text = name.get();
        if (text.length() <= MAX_SEGMENT && isUnreserved(text)) {
            return text; // the usual case
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MAX_SEGMENT ? percentEncoded(bytes) : NO_NAME;
    }

    private static boolean isUnreserved(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isUnreserved(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    /** Percent-encodes all but unreserved characters (RFC 3986, section 2.3). */
    private static String percentEncoded(byte[] segment) {
        StringBuilder encoded = new StringBuilder(segment.length);
        for (byte b : segment) {
            char c = (char) (b & 0xFF);
            if (isUnreserved(c)) {
                encoded.append(c);
            } else {
                UPPER_CASE.toHexDigits(encoded.append('%'), b);
            }
        }
        return encoded.toString();
    }

    /** The sender's word as an extension attribute: without control characters, cut at the limit. */
    private static String extension(String word) {
        boolean endless = word.codePointCount(0, word.length()) > MAX_EXTENSION;
        int end = endless ? word.offsetByCodePoints(0, MAX_EXTENSION) : word.length();
        StringBuilder safe = new StringBuilder(0);
        for (int i = 0; i < end; i++) {
            if (Character.isISOControl(word.charAt(i))) {
                safe.append(word, safe.length(), i).append('\uFFFD');
            }
        }
        return safe.isEmpty()
                ? word.substring(0, end)
                : safe.append(word, safe.length(), end).toString();
    }
}
