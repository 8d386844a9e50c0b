package io.jobevents.gateway.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Incompatible changes of a schema since the release. Allowed are new optional members, new words of open sets, and changed texts for
 * people. All else must be unchanged: a stricter rule makes published events invalid, and a looser one allows values that consumers do
 * not expect.
 */
final class SchemaBreaks {

    /** Keywords for people, and keywords with their own comparison. */
    private static final Set<String> NOT_COMPARED_AS_RULES = Set.of(
            "$schema",
            "$id",
            "$defs",
            "$comment",
            "title",
            "description",
            "deprecated",
            "examples",
            "properties",
            "required",
            "enum",
            "const",
            "items",
            "anyOf",
            "additionalProperties",
            "type");

    private final JsonNode released;
    private final JsonNode today;
    private final Set<String> seen = new HashSet<>();
    private final List<String> breaks = new ArrayList<>();

    private SchemaBreaks(JsonNode released, JsonNode today) {
        this.released = released;
        this.today = today;
    }

    /**
     * A sentence for each incompatible change; empty if readers of the released schema can read all that the other
     * one allows.
     */
    static List<String> between(JsonNode released, JsonNode today) {
        SchemaBreaks comparison = new SchemaBreaks(released, today);
        comparison.compare("", released, today);
        return List.copyOf(comparison.breaks);
    }

    private void compare(String path, JsonNode before, JsonNode now) {
        if (before.has("$ref") && now.has("$ref") && !seen.add(before + " " + now)) {
            return; // already compared; details contain themselves
        }
        JsonNode old = resolved(released, before);
        JsonNode current = resolved(today, now);
        if (!old.path("type").equals(current.path("type"))) {
            broken(path, "had type %s and has %s", said(old.path("type")), said(current.path("type")));
            return;
        }
        members(path, old, current);
        words(path, old, current);
        alternatives(path, old.path("anyOf"), current.path("anyOf"));
        inside(path + "/*", old.path("additionalProperties"), current.path("additionalProperties"));
        inside(path + "[]", old.path("items"), current.path("items"));
        rules(path, old, current);
    }

    private void members(String path, JsonNode old, JsonNode current) {
        JsonNode members = current.path("properties");
        old.path("properties").properties().forEach(member -> {
            String place = path + "/" + member.getKey();
            JsonNode now = members.path(member.getKey());
            if (now.isMissingNode()) {
                broken(place, "is removed or renamed");
            } else {
                compare(place, member.getValue(), now);
            }
        });
        Set<String> required = texts(old.path("required"));
        Set<String> requiredNow = texts(current.path("required"));
        without(requiredNow, required).forEach(name -> broken(path + "/" + name, "is newly required"));
        without(required, requiredNow).forEach(name -> broken(path + "/" + name, "is no longer required"));
    }

    private void words(String path, JsonNode old, JsonNode current) {
        Set<String> closed = closedSet(old);
        Set<String> closedNow = closedSet(current);
        if (closed.isEmpty() != closedNow.isEmpty()) {
            broken(path, closed.isEmpty() ? "was an open set and is closed" : "was a closed set and is open");
        } else {
            without(closed, closedNow).forEach(word -> broken(path, "no longer allows %s", word));
            without(closedNow, closed).forEach(word -> broken(path, "was a closed set without %s", word));
        }
        without(texts(old.path("examples")), texts(current.path("examples")))
                .forEach(word -> broken(path, "no longer lists %s", word));
    }

    private static Set<String> closedSet(JsonNode schema) {
        return schema.has("const") ? Set.of(schema.get("const").asText()) : texts(schema.path("enum"));
    }

    private void alternatives(String path, JsonNode old, JsonNode current) {
        if (old.size() != current.size()) {
            broken(path, "was one of %d forms and is one of %d", old.size(), current.size());
            return;
        }
        Iterator<JsonNode> now = current.iterator();
        old.forEach(alternative -> compare(path, alternative, now.next()));
    }

    /** Compares schemas of items or of unnamed members: absent, a boolean, or an object. */
    private void inside(String path, JsonNode old, JsonNode current) {
        if (old.isObject() && current.isObject()) {
            compare(path, old, current);
        } else if (!old.equals(current)) {
            broken(path, "was %s and is %s", said(old), said(current));
        }
    }

    private void rules(String path, JsonNode old, JsonNode current) {
        Set<String> names = new TreeSet<>();
        old.fieldNames().forEachRemaining(names::add);
        current.fieldNames().forEachRemaining(names::add);
        names.removeAll(NOT_COMPARED_AS_RULES);
        names.stream()
                .filter(name -> !old.path(name).equals(current.path(name)))
                .forEach(name ->
                        broken(path, "had %s %s and has %s", name, said(old.path(name)), said(current.path(name))));
    }

    private void broken(String path, String what, Object... words) {
        breaks.add((path.isEmpty() ? "The event" : path) + " " + what.formatted(words) + ".");
    }

    private static String said(JsonNode value) {
        return value.isMissingNode() ? "any" : value.toString();
    }

    private static JsonNode resolved(JsonNode document, JsonNode schema) {
        if (!schema.has("$ref")) {
            return schema;
        }
        ObjectNode resolved =
                document.at(schema.get("$ref").asText().substring(1)).deepCopy();
        schema.properties().stream()
                .filter(keyword -> !keyword.getKey().equals("$ref"))
                .forEach(keyword -> resolved.set(keyword.getKey(), keyword.getValue()));
        return resolved;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new LinkedHashSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Set<String> without(Set<String> words, Set<String> others) {
        Set<String> alone = new LinkedHashSet<>(words);
        alone.removeAll(others);
        return alone;
    }
}
