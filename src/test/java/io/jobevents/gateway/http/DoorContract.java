package io.jobevents.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Validates the answers that tests get against the OpenAPI document of the running gateway: status, headers, media type
 * and body. The JSON of accepted requests is validated too. Objects are closed for this: a member that the document
 * does not name is an error.
 */
final class DoorContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final List<String> NAMED_HEADERS = List.of("retry-after", "allow");

    private static final Map<String, DoorContract> BY_DOCUMENT = new ConcurrentHashMap<>();
    private static final Map<Integer, DoorContract> BY_PORT = new ConcurrentHashMap<>();

    /** An answer; names of headers in lower case. */
    record Answer(int status, Map<String, String> headers, String body) {
        Answer {
            headers = Map.copyOf(headers);
        }
    }

    private final JsonNode document;
    private final ObjectNode components;
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    private DoorContract(String text) {
        try {
            document = JSON.readTree(text);
            close(document);
            components = JSON.createObjectNode();
            components.putObject("components").set("schemas", document.at("/components/schemas"));
        } catch (JsonProcessingException e) {
            throw new AssertionError("The document is not JSON", e);
        }
    }

    private static void close(JsonNode node) {
        boolean named = node.path("type").asText().equals("object")
                && node.has("properties")
                && !node.has("anyOf")
                && !node.has("additionalProperties");
        if (named) {
            ((ObjectNode) node).put("additionalProperties", false);
        }
        node.forEach(DoorContract::close);
    }

    static DoorContract of(String document) {
        return BY_DOCUMENT.computeIfAbsent(document, DoorContract::new);
    }

    /** Makes clients in tests validate every answer of that port against the document. */
    static void validatePort(int port, String document) {
        BY_PORT.put(port, of(document));
    }

    static Optional<DoorContract> at(int port) {
        return Optional.ofNullable(BY_PORT.get(port));
    }

    /**
     * Fails if the document does not declare the answer, or if the gateway accepted a request that the document does
     * not allow.
     *
     * @param path with the query
     */
    void validate(String method, String path, byte[] request, Answer answer) {
        Optional<JsonNode> item = pathItem(path);
        JsonNode operation = item.map(found -> found.path(method.toLowerCase(Locale.ROOT)))
                .filter(found -> !found.isMissingNode())
                .orElseGet(() -> operationless(item.isPresent()));
        JsonNode response = resolved(operation.at("/responses/" + answer.status()));
        List<String> faults = response.isMissingNode()
                ? List.of("the status " + answer.status() + " is not declared")
                : faults(response, answer, method.equals("HEAD"));
        fail(method + " " + path, faults, answer);
        String begin = new String(request, UTF_8).strip();
        if (method.equals("POST") && isTaken(answer) && begin.startsWith("{")) {
            JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
            fail(method + " of " + begin, errors(schema, begin), answer);
        }
    }

    /**
     * Fails if no operation of the document declares the answer: for malformed requests, which belong to no operation.
     */
    void validateAny(Answer answer) {
        List<List<String>> faults = new ArrayList<>();
        for (JsonNode response : document.findValues(Integer.toString(answer.status()))) {
            faults.add(faults(resolved(response), answer, false));
        }
        if (faults.stream().noneMatch(List::isEmpty)) {
            fail(
                    "A request",
                    List.of("no operation declares the status " + answer.status(), faults.toString()),
                    answer);
        }
    }

    private static boolean isTaken(Answer answer) {
        return answer.status() == 200 && !answer.body().startsWith("{\"outcome\":\"rejected\"");
    }

    private static void fail(String of, List<String> faults, Answer answer) {
        if (!faults.isEmpty()) {
            throw new AssertionError(of + " differs from the OpenAPI document: " + faults + "; the answer: " + answer);
        }
    }

    /** The operation of a method or path that the document does not have. */
    private JsonNode operationless(boolean isPath) {
        ObjectNode operation = JSON.createObjectNode();
        ObjectNode responses = operation.putObject("responses");
        JsonNode known = document.at("/paths/~1schemas~1{name}~1{version}/get/responses");
        known.properties().forEach(response -> responses.set(response.getKey(), response.getValue()));
        responses.remove(isPath ? List.of("200", "404") : List.of("200", "405"));
        return operation;
    }

    private Optional<JsonNode> pathItem(String pathAndQuery) {
        String raw = pathAndQuery.replaceFirst("[?#].*", "").replaceAll("/+", "/");
        String path = Path.of(URI.create(raw).getPath()).normalize().toString();
        String requested = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return document.get("paths").properties().stream()
                .filter(entry -> !entry.getValue().has("servers")) // those of the management port
                .filter(entry -> Pattern.matches(entry.getKey().replaceAll("\\{[a-z]+}", "[^/]+"), requested))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isTextual() ? document.at(reference.textValue().substring(1)) : node;
    }

    private List<String> faults(JsonNode response, Answer answer, boolean isHead) {
        List<String> faults = new ArrayList<>();
        for (String name : NAMED_HEADERS) {
            Optional<JsonNode> declared = response.path("headers").properties().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> resolved(header.getValue()))
                    .findFirst();
            Optional<String> sent = Optional.ofNullable(answer.headers().get(name));
            if (declared.isPresent() != sent.isPresent()) {
                faults.add("the header " + name + " is " + (sent.isPresent() ? "unknown" : "missing"));
            } else if (sent.isPresent()) {
                boolean number = sent.get().matches("[0-9]+");
                String value =
                        number ? sent.get() : JSON.valueToTree(sent.get()).toString();
                faults.addAll(errors(declared.get().get("schema"), value));
            }
        }
        if (isHead) {
            return faults;
        }
        String mediaType = answer.headers()
                .getOrDefault("content-type", "")
                .replaceFirst(";.*", "")
                .strip();
        JsonNode content = response.path("content").path(mediaType);
        if (!content.isMissingNode()) {
            faults.addAll(errors(content.get("schema"), answer.body()));
        } else if (response.has("content") || !answer.body().isEmpty()) {
            faults.add("the media type '" + mediaType + "' is not declared");
        }
        return faults;
    }

    private List<String> errors(JsonNode schema, String instance) {
        try {
            JSON.readTree(instance);
        } catch (JsonProcessingException e) {
            return List.of("not JSON");
        }
        return schemas.computeIfAbsent(schema, this::compiled).validate(instance, InputFormat.JSON).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    private Schema compiled(JsonNode schema) {
        ObjectNode whole = components.deepCopy();
        whole.setAll((ObjectNode) schema);
        return REGISTRY.getSchema(whole.toString());
    }

    /** The complete answers in the text of a connection. */
    static List<Answer> answers(String text) {
        List<Answer> answers = new ArrayList<>();
        byte[] bytes = text.getBytes(UTF_8);
        int begin = 0;
        while (begin < bytes.length) {
            String rest = new String(bytes, begin, bytes.length - begin, UTF_8);
            int end = rest.indexOf("\r\n\r\n");
            if (end < 0 || !rest.startsWith("HTTP/1.")) {
                break;
            }
            String[] lines = rest.substring(0, end).split("\r\n");
            Map<String, String> headers = new TreeMap<>();
            for (int i = 1; i < lines.length; i++) {
                String[] header = lines[i].split(":", 2);
                headers.put(header[0].toLowerCase(Locale.ROOT), header[1].strip());
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            int body = begin + rest.substring(0, end).getBytes(UTF_8).length + 4;
            int status = Integer.parseInt(lines[0].substring(9, 12));
            if (body + length > bytes.length) {
                break;
            }
            if (status >= 200) { // interim answers are skipped
                answers.add(new Answer(status, headers, new String(bytes, body, length, UTF_8)));
            }
            begin = body + length;
        }
        return answers;
    }
}
