package io.jobevents.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Property test of {@code check}: control characters of a body never reach the terminal. */
class HostileCheckTest {

    private static final Pattern CONTROL =
            Pattern.compile("[\\x00-\\x09\\x0B-\\x1F\\x7F-\\x9F\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069]");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Bodies with a placeholder in each place that can hold text. */
    private static final String[] BODIES = {
        "{\"JobsDetail\":{\"JobId\":\"j%s1\",\"State\":\"Success\"}}",
        "{\"JobsDetail\":{\"JobId\":\"j1\",\"State\":\"S%s\",\"Tag\":\"T%<s\",\"Message\":\"%<s\",\"n%<s\":\"%<s\"}}",
        "{\"JobsDetail\":{\"JobId\":\"j1\",\"State\":\"Success\",\"Input\":{\"BucketId\":\"b%s\",\"Region\":\"%<s\"}}}",
        "{\"code\":0,\"message\":\"%s\",\"data\":{\"trace_id\":\"t%<s\",\"label\":\"%<s\",\"event\":\"%<s\"}}",
        "{\"WorkflowExecution\":{\"RunId\":\"r1\",\"State\":\"%s\",\"Name\":\"%<s\"}}",
        "<JobsDetail><JobId>j1</JobId><State>Success</State><a%s>%<s</a%<s></JobsDetail>",
        "<JobsDetail>%s</%<s",
        "{\"JobsDetail\":%s}",
        "%s",
    };

    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                        Arbitraries.strings().withCharRange('\u0000', '\u00A0').ofMaxLength(2),
                        Arbitraries.strings().withCharRange('\u2000', '\u2070').ofMaxLength(2),
                        Arbitraries.of(
                                "\u061C",
                                "\uD83C",
                                "\uDFAC",
                                "\uD83C\uDFAC",
                                "\u001B[31m",
                                "\\u001b",
                                "\\ud83c",
                                "&#x9b;"))
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
        return Arbitraries.of(BODIES).flatMap(body -> texts.map(body::formatted));
    }

    @Property(tries = 300)
    void output_hasNoControlCharacters(@ForAll("bodies") String body) throws IOException {
        CheckRun text = CheckRun.of(body);
        CheckRun json = CheckRun.of(body, "--json");

        assertThat(CONTROL.matcher(text.out() + json.out()).find()).isFalse();
        assertThat(text.err() + json.err()).isEmpty();
        assertThat(text.out()).isNotEmpty();
        assertThat(json.out()).isNotEmpty();
        for (String line : json.out().split("\n")) {
            assertThat(JSON.readTree(line).get("outcome").asText()).isIn("event", "rejected", "probe");
        }
        assertThat(text.status()).isEqualTo(json.status()).isIn(0, 1);
    }
}
