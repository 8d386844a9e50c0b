package io.jobevents.gateway.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of {@link Characters}: characters that XML 1.0 allows, and replacement of all others. */
class CharactersTest {

    /** Compares with the ranges of production 2 of XML 1.0. */
    @Test
    void character_isLegalAsInXml() {
        List<Integer> wrong = IntStream.rangeClosed(0, 0x110001)
                .filter(c -> {
                    boolean legal = c == 9
                            || c == 10
                            || c == 13
                            || c >= 0x20 && c <= 0xD7FF
                            || c >= 0xE000 && c <= 0xFFFD
                            || c >= 0x10000 && c <= 0x10FFFF;
                    return Characters.isLegal(c) != legal;
                })
                .boxed()
                .toList();

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "plain, plain",
        "'\t\r\n', '\t\r\n'",
        "'\u0001', \uFFFD",
        "a\u0000b\u001Fc, a\uFFFDb\uFFFDc",
        "\u007F\u0085, \u007F\u0085",
        "\uFFFE\uFFFF, \uFFFD\uFFFD",
        "\uD83D\uDE00, \uD83D\uDE00",
        "\uD83D, \uFFFD",
        "a\uDE00, a\uFFFD",
        "\uDE00\uD83D, \uFFFD\uFFFD",
        "\uD83D\uD83D\uDE00, \uFFFD\uD83D\uDE00"
    })
    void illegalCharacters_areReplaced(String text, String clean) {
        assertThat(Characters.replaceIllegal(text)).isEqualTo(clean);
        assertThat(Characters.areLegal(text)).isEqualTo(text.equals(clean));
    }

    /** The check reads eight bytes at a time, so each byte is tested at each position. */
    @Test
    void bytes_arePlainIfTheirCharactersAreLegal() {
        for (int start = 0; start < 3; start++) {
            for (int place = start; place < 24; place++) {
                for (int b = Byte.MIN_VALUE; b <= Byte.MAX_VALUE; b++) {
                    byte[] body = "abc plain text of <XML>\n\t~".getBytes(StandardCharsets.US_ASCII);
                    Arrays.fill(body, 0, start, (byte) -1);
                    body[place] = (byte) b;
                    boolean plain = b >= 0 && Characters.isLegal(b);
                    assertThat(Characters.arePlain(body, start)).isEqualTo(plain);
                }
            }
        }
    }
}
