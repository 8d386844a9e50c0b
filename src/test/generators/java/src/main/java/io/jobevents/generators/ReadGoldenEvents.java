package io.jobevents.generators;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.jobevents.generators.job.JobEvent;
import io.jobevents.generators.moderation.ModerationEvent;
import io.jobevents.generators.workflow.WorkflowEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the golden events, whose folder is the argument, into the generated types, and finds all of each there again. */
public final class ReadGoldenEvents {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private ReadGoldenEvents() {}

    /** Ends with 1 at the first event that is not read, or not whole. */
    public static void main(String[] arguments) throws IOException {
        Map<String, Integer> read = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            for (Path file : files.sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    Class<?> type = type(JSON.readTree(line));
                    check(file, line, type);
                    read.merge(type.getSimpleName(), 1, Integer::sum);
                }
            }
        }
        System.out.println("read " + read);
        if (!read.keySet().containsAll(List.of("JobEvent", "ModerationEvent", "WorkflowEvent"))) {
            throw new IllegalStateException("Not every kind of event");
        }
    }

    private static Class<?> type(JsonNode event) {
        if (event.has("runId")) {
            return WorkflowEvent.class;
        }
        return event.has("form") ? ModerationEvent.class : JobEvent.class;
    }

    private static void check(Path file, String line, Class<?> type) throws IOException {
        JsonNode written = JSON.valueToTree(JSON.readValue(line, type));
        JsonNode sent = JSON.readTree(line);
        if (!sent.equals(ReadGoldenEvents::difference, written)) {
            throw new IllegalStateException(file.getFileName() + " is read as " + written + ", and is " + sent);
        }
    }

    /** 0 for values that say the same: 1 and 1.0, and a second with the fraction 0 or without. */
    private static int difference(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        if (one.equals(other)) {
            return 0;
        }
        return one.isTextual() && other.isTextual() && sameTime(one.asText(), other.asText()) ? 0 : 1;
    }

    private static boolean sameTime(String one, String other) {
        try {
            return OffsetDateTime.parse(one).equals(OffsetDateTime.parse(other));
        } catch (DateTimeParseException noTime) {
            return false;
        }
    }
}
