package io.jobevents.gateway.tools.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestsTest {

    private static final Pattern ID = node("JobId", "j[0-9a-f]{32}");
    private static final Pattern STATE = node("State", "[^<\"]+");
    private static final Pattern TAG = node("Tag", "[^<\"]+");

    private static Pattern node(String name, String text) {
        return Pattern.compile("\\b" + name + "(?:>|\"\\s*:\\s*\")(" + text + ")[<\"]");
    }

    @Test
    void ids_areNeverTheSame() {
        List<String> texts = texts(Setting.KEEP_64, 500);

        assertThat(texts.stream().map(text -> first(ID, text)).distinct()).hasSize(500);
    }

    @Test
    void ids_ofTheSame_areOne() {
        assertThat(texts(Setting.SEEN, 500).stream()
                        .map(text -> first(ID, text))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void mix_isOfBothFormatsAndManySizes_andOneTopic() {
        List<String> texts = texts(Setting.KEEP_64, 500);

        assertThat(texts).anyMatch(text -> text.contains("application/xml"));
        assertThat(texts).anyMatch(text -> text.contains("application/json"));
        assertThat(texts.stream().map(RequestsTest::body).map(String::length))
                .allMatch(length -> length >= 500 && length < 9_000)
                .anyMatch(length -> length < 700)
                .anyMatch(length -> length > 7_900);
        assertThat(texts).allMatch(text -> first(STATE, text).equals("Success"));
        assertThat(texts).allMatch(text -> first(TAG, text).equals("Transcode"));
        assertThat(Requests.of(Setting.KEEP_64, "/callbacks").meanBodyBytes()).isBetween(1_500.0, 1_900.0);
    }

    @ParameterizedTest
    @CsvSource({"KEEP_64, 1", "PARTITIONS_100, 100", "PARTITIONS_459, 459"})
    void eachPartition_getsAsMuch(Setting setting, int partitions) {
        Map<String, Long> requests = texts(setting, 4 * partitions).stream()
                .collect(groupingBy(text -> first(STATE, text) + " " + first(TAG, text), counting()));

        List<BenchTopic> used = BenchTopic.BY_PARTITION.subList(0, partitions).stream()
                .distinct()
                .toList();
        assertThat(requests).hasSameSizeAs(used);
        assertThat(used)
                .allSatisfy(topic -> assertThat(requests.get(topic.state() + " " + topic.tag()))
                        .isEqualTo(4L * topic.partitions()));
        assertThat(Requests.of(setting, "/callbacks").meanBodyBytes()).isBetween(1_500.0, 1_900.0);
    }

    @Test
    void topics_areAllDifferent() {
        assertThat(BenchTopic.ALL.stream().map(BenchTopic::topic)).doesNotHaveDuplicates();
        assertThat(BenchTopic.BY_PARTITION).hasSize(BenchTopic.MOST_PARTITIONS);
        assertThat(BenchTopic.ALL.stream().skip(1))
                .allMatch(topic -> topic.partitions() == 3 || topic.partitions() == 4);
    }

    @Test
    void length_isThatOfTheBody() {
        for (String text : texts(Setting.CLOSE_64, 200)) {
            assertThat(text).contains("Connection: close\r\n");
            assertThat(text).contains("Content-Length: " + body(text).length() + "\r\n");
        }
    }

    private static List<String> texts(Setting setting, int count) {
        Requests requests = Requests.of(setting, "/callbacks?token=t");
        return Stream.generate(() -> {
                    ByteBuffer buffer = ByteBuffer.allocate(Requests.MOST_BYTES);
                    requests.write(buffer);
                    return new String(buffer.array(), 0, buffer.position(), ISO_8859_1);
                })
                .limit(count)
                .toList();
    }

    private static String first(Pattern node, String text) {
        return node.matcher(text).results().findFirst().orElseThrow().group(1);
    }

    private static String body(String text) {
        return text.substring(text.indexOf("\r\n\r\n") + 4);
    }
}
