package io.jobevents.gateway.callback;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jobevents.gateway.callback.TreeBuilder.Tree;
import java.io.IOException;
import java.util.Optional;

/** One reading of a JSON document: Jackson's tokens become nodes. */
final class JsonReading {

    private final JsonParser parser;
    private final TreeBuilder tree;

    /** @param escaped whether the document holds escapes */
    JsonReading(JsonParser parser, Bounds bounds, boolean escaped) {
        this.parser = parser;
        this.tree = new TreeBuilder(Callback.ENVELOPE, bounds, escaped, parser::currentLocation);
    }

    /**
     * Reads to the end of the document, so that text after the root is detected.
     *
     * @throws IOException Jackson's exception, with a location, if the document is malformed
     */
    Tree read() throws IOException {
        boolean complete = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (complete) {
                throw new JsonParseException(parser, "There is text after the end of the document");
            }
            Optional<Rejection> passed = take(token);
            if (passed.isPresent()) {
                return new Tree.OverBounds(passed.get());
            }
            complete = tree.isClosed();
        }
        return tree.built();
    }

    private Optional<Rejection> take(JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> tree.open();
            case START_ARRAY -> tree.openList();
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                tree.text(parser.getText());
            case VALUE_NULL -> tree.none();
            case END_OBJECT -> {
                tree.close();
                yield Optional.empty();
            }
            case END_ARRAY -> {
                tree.closeList();
                yield Optional.empty();
            }
            case FIELD_NAME -> {
                tree.name(parser.currentName());
                yield Optional.empty();
            }
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("JSON text does not give " + token);
        };
    }
}
