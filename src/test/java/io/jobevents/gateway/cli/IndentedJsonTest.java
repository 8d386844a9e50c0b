package io.jobevents.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobevents.gateway.event.GoldenPairs;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of indented JSON: the values, their order and the spelling of numbers are unchanged. */
final class IndentedJsonTest {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    static List<Path> events() {
        return GoldenPairs.events();
    }

    @ParameterizedTest
    @MethodSource("events")
    void event_hasTheSameValues(Path events) throws IOException {
        for (String event : new String(GoldenPairs.read(events), StandardCharsets.UTF_8).split("\n")) {
            assertThat(JSON.readTree(indented(event)))
                    .hasToString(JSON.readTree(event).toString());
        }
    }

    @Test
    void object_isIndented() throws IOException {
        assertThat(indented("{\"a\":{\"b\":[\"c\",{\"d\":true}]},\"e\":1}")).isEqualTo("""
                {
                  "a": {
                    "b": [
                      "c",
                      {
                        "d": true
                      }
                    ]
                  },
                  "e": 1
                }
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "100", "0.5", "12345678901234.5", "123456789012345", "-0.000000000000001"})
    void number_keepsItsSpelling(String number) throws IOException {
        assertThat(indented("{\"n\":" + number + "}")).isEqualTo("{\n  \"n\": " + number + "\n}\n");
    }

    @Test
    void limitsOfJackson_doNotApply() throws IOException {
        String name = "n".repeat(100_000);
        String deep = "{\"d\":".repeat(3_000) + "1" + "}".repeat(3_000);

        assertThat(indented("{\"" + name + "\":1}")).contains(name);
        assertThat(indented(deep).lines()).hasSize(6_001);
    }

    @Test
    void texts_areTopLevelMembers() throws IOException {
        byte[] event = "{\"details\":{\"w\":[\"no\"]},\"n\":1,\"w\":[\"a\",\"b\"],\"z\":[[]]}"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(IndentedJson.texts(event, "w")).containsExactly("a", "b");
        assertThat(IndentedJson.texts(event, "none")).isEmpty();
    }

    private static String indented(String json) throws IOException {
        StringWriter out = new StringWriter();
        IndentedJson.write(json.getBytes(StandardCharsets.UTF_8), out);
        return out.toString();
    }
}
