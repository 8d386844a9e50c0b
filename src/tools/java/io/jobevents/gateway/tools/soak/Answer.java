package io.jobevents.gateway.tools.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobevents.gateway.tools.soak.NumberedCallbacks.Specimen;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The result of one callback for its sender.
 *
 * <ul>
 *   <li>{@link Kept}: the gateway answered that the callback is safe; it must be on the topics, or it is lost
 *   <li>{@link Refused}: the gateway answered that it is not safe; it may be on the topics nevertheless
 *   <li>{@link Unanswered}: there was no answer; it may be on the topics
 * </ul>
 */
public sealed interface Answer {

    /**
     * @param outcome the word of the answer: published, spooled, rejected, probe
     * @param marks the ids of events, or the key of a quarantined body, that must be on the topics
     */
    record Kept(int status, String outcome, List<String> marks) implements Answer {
        public Kept {
            marks = List.copyOf(marks);
        }
    }

    /** @param reason the gateway's reason; without one, a proxy in front of it may have answered */
    record Refused(int status, String reason) implements Answer {}

    record Unanswered(String why) implements Answer {}

    ObjectMapper JSON = new ObjectMapper();

    /** Reads an answer. A 200 without the ids of the callback's events gets a mark that is on no topic. */
    static Answer of(Specimen specimen, int status, byte[] body) {
        JsonNode json = json(body);
        if (status != 200 && status != 400) {
            return new Refused(status, json.path("reason").asText("no reason given"));
        }
        boolean rejected = status == 400 || json.path("outcome").asText().equals("rejected");
        if (rejected) {
            // A 400 without a reason, or for an incomplete body, does not promise that the body is kept.
            String reason = json.path("reason").asText("incomplete-body");
            return reason.equals("incomplete-body")
                    ? new Refused(status, reason)
                    : new Kept(status, "rejected", List.of(sha256(specimen.body())));
        }
        List<String> marks = new ArrayList<>();
        json.path("events").forEach(event -> marks.add(event.asText()));
        if (marks.isEmpty() || !marks.stream().allMatch(mark -> mark.startsWith(specimen.mark()))) {
            marks.add(specimen.mark() + " (not named by the answer)");
        }
        if (!json.path("rejected").isEmpty()) {
            marks.add(sha256(specimen.body()));
        }
        return new Kept(status, json.path("outcome").asText(), marks);
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException other) {
            return JSON.createObjectNode();
        }
    }

    /** The SHA-256 in lower-case hex. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
