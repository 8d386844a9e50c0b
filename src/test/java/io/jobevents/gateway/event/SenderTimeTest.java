package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of {@link SenderTime}: times of the sender, and in RFC 3339. */
class SenderTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2024-03-05T08:09:10+0800, 2024-03-05T08:09:10+08:00",
        "2024-03-05 08:09:10+0800, 2024-03-05T08:09:10+08:00",
        "2024-03-05T08:09:10+08:00, 2024-03-05T08:09:10+08:00",
        "2024-03-05T08:09:10Z, 2024-03-05T08:09:10Z",
        "2024-03-05T08:09:10-0330, 2024-03-05T08:09:10-03:30",
        "2024-03-05T08:09:10-0000, 2024-03-05T08:09:10-00:00",
        "2024-03-05T08:09:10.5+0800, 2024-03-05T08:09:10.5+08:00",
        "2024-03-05T08:09:10.123456789Z, 2024-03-05T08:09:10.123456789Z",
        "2024-02-29T00:00:00+0000, 2024-02-29T00:00:00+00:00",
        "2024-03-05T08:09:10+1800, 2024-03-05T08:09:10+18:00",
        "2024-03-05T08:09:10-18:00, 2024-03-05T08:09:10-18:00",
        "0001-01-01T00:00:01Z, 0001-01-01T00:00:01Z",
        "9999-12-31T23:59:59-0800, 9999-12-31T23:59:59-08:00"
    })
    void time_isConvertedToRfc3339(String written, String text) {
        assertThat(SenderTime.read(written)).contains(new SenderTime(text));
        assertThat(OffsetDateTime.parse(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "0001-01-01T00:00:00",
                "0001-01-01T00:00:00Z",
                "0001-01-01T00:00:00+0800",
                "0001-01-01T00:00:00-05:00",
                "0001-01-01 00:00:00+08:00"
            })
    void placeholder_isNone(String written) {
        assertThat(SenderTime.isNone(written)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--",
                "0001-01-01",
                "0001-01-01T00:00:00.5Z",
                "0001-01-01T00:00:00+1900",
                "0001-01-01T00:00:01Z",
                "0001-01-02T00:00:00Z",
                "2024-03-05T08:09:10Z"
            })
    void otherText_isNotNone(String written) {
        assertThat(SenderTime.isNone(written)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "0",
                "1709597350",
                "2024-03-05",
                "2024-03-05T08:09:10",
                "2024-03-05T08:09+0800",
                "2024-03-05T08:09:10+08",
                "2024-03-05T08:09:10+8:00",
                "2024-03-05T08:09:10+2400",
                "2024-03-05T08:09:10+1801",
                "2024-03-05T08:09:10-18:01",
                "2024-03-05T08:09:10+2359",
                "0000-01-01T00:00:00Z",
                "2024-03-05T08:09:10+0860",
                "2024-03-05t08:09:10+0800",
                "2024-03-05T08:09:10z",
                "2024-03-05  08:09:10+0800",
                "2024-02-30T08:09:10+0800",
                "2023-02-29T08:09:10+0800",
                "2024-13-01T08:09:10+0800",
                "2024-03-05T24:00:00+0800",
                "2024-03-05T08:60:10+0800",
                "2024-03-05T08:09:60+0800",
                "2024-03-05T08:09:10.+0800",
                "2024-03-05T08:09:10.1234567890Z",
                "24-03-05T08:09:10+0800",
                "٢٠٢٤-03-05T08:09:10+0800",
                "2024-03-05T08:09:10+0800 ",
                "2024-03-05T08:09:10Z+0800",
                "12024-03-05T08:09:10+0800"
            })
    void otherText_isNoTime(String written) {
        assertThat(SenderTime.read(written)).isEmpty();
    }
}
