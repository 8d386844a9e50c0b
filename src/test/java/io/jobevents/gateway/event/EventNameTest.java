package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of event names near the length limit. */
class EventNameTest {

    @ParameterizedTest
    @MethodSource
    void eventName_isCutAt255Bytes(String written, String eventName) {
        String value = GoldenPairs.value(
                "{\"EventName\":\"" + written + "\",\"JobsDetail\":{\"JobId\":\"j\",\"State\":\"s\"}}");

        String cut = ",\"details\":{\"Response\":{\"EventName\":\"" + written + "\"}},\"warnings\":[\"value-cut\"]}";
        assertThat(value)
                .isEqualTo("{\"jobId\":\"j\",\"state\":\"s\",\"eventName\":\"" + eventName + "\""
                        + (written.equals(eventName) ? "}" : cut));
    }

    static Stream<Arguments> eventName_isCutAt255Bytes() {
        String e = "e".repeat(252);
        return Stream.of(
                argumentSet("255 of one byte", e + "eee", e + "eee"),
                argumentSet("256 of one byte", e + "eeee", e + "eee"),
                argumentSet("255 with the last of two bytes", e + "eé", e + "eé"),
                argumentSet("256 with the last of two bytes", e + "eeé", e + "ee"),
                argumentSet("255 with the last of three bytes", e + "猫", e + "猫"),
                argumentSet("256 with the last of three bytes", e + "e猫", e + "e"),
                argumentSet(
                        "255 with the last of four bytes",
                        e.substring(1) + "\uD83D\uDE00",
                        e.substring(1) + "\uD83D\uDE00"),
                argumentSet("256 with the last of four bytes", e + "\uD83D\uDE00", e));
    }
}
