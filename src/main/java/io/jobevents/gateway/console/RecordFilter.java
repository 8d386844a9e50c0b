package io.jobevents.gateway.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobevents.gateway.record.TopicRecord;
import io.jobevents.gateway.record.TopicRecord.Header;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A viewer's filter of records. A record matches if every list has an entry that it matches, and if it matches the
 * subject and the text. Headers are compared first; the value is read only for {@code text} and {@code warnings}.
 * Thread-safe.
 */
final class RecordFilter {

    private static final String ANY = "*";
    private static final int MOST = 200;
    private static final int LONGEST = 512;

    /** A member of the filter that lists words. */
    private enum Words {
        TOPICS,
        KINDS,
        STATES,
        TAGS,
        MODERATIONS,
        VERDICTS,
        SOURCES,
        REASONS,
        /** Last, since it needs the value. */
        WARNINGS;

        private static Optional<Words> of(String member) {
            for (Words words : values()) {
                if (words.name().toLowerCase(Locale.ROOT).equals(member)) {
                    return Optional.of(words);
                }
            }
            return Optional.empty();
        }
    }

    private final Map<Words, Set<String>> wanted;
    private final Optional<String> subject;
    private final Optional<TextScan> text;

    private RecordFilter(Map<Words, Set<String>> wanted, Optional<String> subject, Optional<TextScan> text) {
        this.wanted = wanted;
        this.subject = subject;
        this.text = text;
    }

    /** Decodes a filter; empty if the JSON is none. */
    static Optional<RecordFilter> of(JsonNode json) {
        Map<Words, Set<String>> wanted = new TreeMap<>();
        Optional<String> subject = Optional.empty();
        Optional<String> text = Optional.empty();
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            JsonNode value = member.getValue();
            Optional<Words> words = Words.of(member.getKey());
            if (words.isPresent()) {
                Optional<Set<String>> listed = words(value);
                if (listed.isEmpty()) {
                    return Optional.empty();
                }
                if (!listed.get().isEmpty()) {
                    wanted.put(words.get(), listed.get());
                }
            } else if (member.getKey().equals("subject") && isText(value)) {
                subject = Optional.of(value.textValue()).filter(any -> !any.isEmpty());
            } else if (member.getKey().equals("text") && isText(value)) {
                text = Optional.of(value.textValue()).filter(any -> !any.isEmpty());
            } else {
                return Optional.empty();
            }
        }
        return json.isObject()
                ? Optional.of(new RecordFilter(wanted, subject, text.map(TextScan::new)))
                : Optional.empty();
    }

    private static Optional<Set<String>> words(JsonNode list) {
        if (!list.isArray() || list.size() > MOST) {
            return Optional.empty();
        }
        Set<String> words = new HashSet<>();
        for (JsonNode word : list) {
            if (!isText(word)) {
                return Optional.empty();
            }
            words.add(word.textValue().toLowerCase(Locale.ROOT));
        }
        return Optional.of(words);
    }

    private static boolean isText(JsonNode value) {
        return value.isTextual() && value.textValue().length() <= LONGEST;
    }

    /**
     * Whether the record matches. If the comparison throws, it matches with a row that says that it cannot be shown.
     */
    boolean matches(Candidate candidate) {
        try {
            return fits(candidate);
        } catch (RuntimeException fault) {
            candidate.unreadable(fault);
            return true;
        }
    }

    private boolean fits(Candidate candidate) {
        for (Map.Entry<Words, Set<String>> words : wanted.entrySet()) {
            if (!matches(words.getKey(), words.getValue(), candidate)) {
                return false;
            }
        }
        return subject.map(id -> id.equals(subject(candidate))).orElse(true)
                && text.map(scan -> isIn(candidate.record(), scan)).orElse(true);
    }

    private static boolean matches(Words words, Set<String> wanted, Candidate candidate) {
        return switch (words) {
            case TOPICS -> wanted.contains(candidate.record().place().topic().toLowerCase(Locale.ROOT));
            case KINDS -> wanted.contains(candidate.facts().kind().word());
            case STATES -> isAmong(candidate.facts().state(), wanted);
            case TAGS -> isAmong(candidate.facts().tag(), wanted) || isAmong(candidate.tagPart(), wanted);
            case MODERATIONS -> isAmong(candidate.facts().moderation(), wanted);
            case VERDICTS -> isAmong(candidate.facts().verdict(), wanted);
            case SOURCES -> isAmong(candidate.facts().source(), wanted);
            case REASONS -> isAmong(candidate.facts().reason(), wanted);
            case WARNINGS ->
                wanted.contains(ANY)
                        ? !candidate.warnings().isEmpty()
                        : candidate.warnings().stream().anyMatch(wanted::contains);
        };
    }

    private static boolean isAmong(Optional<String> word, Set<String> wanted) {
        return word.filter(given -> given.length() <= LONGEST && wanted.contains(given.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    /** The subject header; without one, the key. */
    private static String subject(Candidate candidate) {
        return candidate
                .facts()
                .subject()
                .orElseGet(() -> candidate
                        .record()
                        .key()
                        .map(key -> new String(key, StandardCharsets.UTF_8))
                        .orElse(""));
    }

    private static boolean isIn(TopicRecord record, TextScan text) {
        return record.key().map(text::isIn).orElse(false)
                || record.headers().stream()
                        .map(Header::value)
                        .flatMap(Optional::stream)
                        .anyMatch(text::isIn)
                || record.value().map(text::isIn).orElse(false);
    }
}
