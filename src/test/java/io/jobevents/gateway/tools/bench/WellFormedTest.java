package io.jobevents.gateway.tools.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WellFormedTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
                    <a><b>1</b></a>        | true
                    <a><b>1</a></b>        | false
                    <a>                    | false
                    {"a":{"b":"\\u0031"}}  | true
                    {"a":{"b":"\\x"}}      | false
                    {"a":                  | false
                    """, delimiter = '|')
    void is_readsToTheEnd(String body, boolean wellFormed) {
        assertThat(new WellFormed().is(body.getBytes(UTF_8))).isEqualTo(wellFormed);
    }
}
