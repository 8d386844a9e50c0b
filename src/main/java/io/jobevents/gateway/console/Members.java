package io.jobevents.gateway.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobevents.gateway.record.Quarantined.Place;
import io.jobevents.gateway.replay.OpenFilter;
import io.jobevents.gateway.replay.OpenQueries.Mark;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the members of a request's JSON object. An invalid member counts as absent, and {@link #fault} describes the
 * first one.
 */
final class Members {

    private static final Set<String> FILTER = Set.of("reasons", "sources", "since", "until", "text");
    private static final int MOST_WORDS = 100;
    private static final int LONGEST = 256;

    private final JsonNode json;
    private Optional<String> fault = Optional.empty();

    Members(JsonNode json) {
        this.json = json;
    }

    /** A sentence on the first invalid member that was read; empty if there is none. */
    Optional<String> fault() {
        return fault;
    }

    /** Refuses other members. */
    void allowOnly(Set<String> names) {
        json.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                refuse("Unknown member; allowed are "
                        + String.join(", ", names.stream().sorted().toList()));
            }
        });
    }

    boolean has(String name) {
        return json.hasNonNull(name);
    }

    boolean hasFilter() {
        return FILTER.stream().anyMatch(this::has);
    }

    static Set<String> namesOfFilter(String... others) {
        return Stream.concat(FILTER.stream(), Stream.of(others)).collect(Collectors.toUnmodifiableSet());
    }

    OpenFilter filter() {
        return new OpenFilter(words("reasons"), words("sources"), time("since"), time("until"), text("text"));
    }

    private Set<String> words(String name) {
        Set<String> words = new LinkedHashSet<>();
        JsonNode list = json.path(name);
        for (JsonNode word : list) {
            if (word.isTextual() && word.textValue().length() <= LONGEST && words.size() < MOST_WORDS) {
                words.add(word.textValue());
            } else {
                refuse(name + " takes at most " + MOST_WORDS + " strings");
            }
        }
        if (has(name) && !list.isArray()) {
            refuse(name + " is not a list of strings");
        }
        return words;
    }

    private Optional<Instant> time(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(json.path(name).asText()).toInstant());
        } catch (DateTimeException e) {
            refuse(name + " is not a time such as 2026-11-28T06:00:00Z");
            return Optional.empty();
        }
    }

    private String text(String name) {
        JsonNode text = json.path(name);
        if (has(name) && (!text.isTextual() || text.textValue().length() > LONGEST)) {
            refuse(name + " is not a string of at most " + LONGEST + " characters");
            return "";
        }
        return text.asText("");
    }

    int number(String name, int otherwise, int least, int most) {
        JsonNode number = json.path(name);
        if (!has(name)) {
            return otherwise;
        }
        if (!number.isInt() || number.intValue() < least || number.intValue() > most) {
            refuse(name + " is not an integer from " + least + " to " + most);
            return otherwise;
        }
        return number.intValue();
    }

    boolean flag(String name) {
        if (has(name) && !json.path(name).isBoolean()) {
            refuse(name + " is neither true nor false");
        }
        return json.path(name).asBoolean(false);
    }

    List<Place> places(String name, int most) {
        List<Place> places = new ArrayList<>();
        JsonNode list = json.path(name);
        if (has(name) && (!list.isArray() || list.isEmpty() || list.size() > most)) {
            refuse(name + " is not a list of 1 to " + most + " places");
            return List.of();
        }
        list.forEach(place -> place(place, name).ifPresent(places::add));
        return places;
    }

    /** The place at which an earlier list ended. */
    Optional<Mark> mark(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode mark = json.path(name);
        Optional<Instant> time = new Members(mark).time("time");
        if (time.isEmpty()) {
            refuse(name + " is not the mark of an earlier list");
        }
        return place(mark, name).flatMap(place -> time.map(at -> new Mark(place, at)));
    }

    private Optional<Place> place(JsonNode place, String name) {
        JsonNode partition = place.path("partition");
        JsonNode offset = place.path("offset");
        if (partition.isInt() && partition.intValue() >= 0 && offset.isIntegralNumber() && offset.longValue() >= 0) {
            return Optional.of(new Place(partition.intValue(), offset.longValue()));
        }
        refuse(name + " has no partition and offset");
        return Optional.empty();
    }

    /** @param sentence without a full stop */
    void refuse(String sentence) {
        if (fault.isEmpty()) {
            fault = Optional.of(sentence + ".");
        }
    }
}
