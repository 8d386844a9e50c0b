package io.jobevents.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.GoldenPairs;
import io.jobevents.gateway.record.EventRecord.Header;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of {@link Quarantine}: the record of a rejected body. */
class QuarantineTest {

    @Test
    void record_keepsTheBodyByteForByte() {
        byte[] body = {'a', 'b', 'c'};

        EventRecord record = Quarantine.record(
                body,
                new Rejection(Reason.MISSING_JOB_ID, "JobsDetail[0]/JobId is missing."),
                Optional.of("text/xml"),
                GoldenPairs.RECEIPT);

        String key = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertThat(record.key()).isEqualTo(key);
        assertThat(record.id()).isEqualTo(key);
        assertThat(record.value()).containsExactly('a', 'b', 'c');
        assertThat(record.route()).isEqualTo(Route.QUARANTINE);
        assertThat(record.receivedAt()).isEqualTo(GoldenPairs.RECEIVED_AT);
        assertThat(record.headers())
                .containsExactly(
                        new Header("reason", "missing-job-id"),
                        new Header("detail", "JobsDetail[0]/JobId is missing."),
                        new Header("received-at", "2024-05-20T06:07:08.009Z"),
                        new Header("content-type", "text/xml"),
                        new Header("ce_origin", "default"));
    }

    @ParameterizedTest
    @MethodSource
    void header_isShortenedAndPrintable(String written, String detail, String contentType) {
        EventRecord record = Quarantine.record(
                new byte[0], new Rejection(Reason.MALFORMED_XML, written), Optional.of(written), GoldenPairs.RECEIPT);

        assertThat(record.headers().get(1).value()).isEqualTo(detail);
        assertThat(record.headers().get(3).value()).isEqualTo(contentType);
    }

    static Stream<Arguments> header_isShortenedAndPrintable() {
        return Stream.of(
                argumentSet("printable", " a~", " a~", " a~"),
                argumentSet("not printable", "a\r\nb\u007Fé猫\uFFFD", "a??b????", "a??b????"),
                argumentSet("beyond the bottom plane", "a\uD83D\uDE00", "a??", "a??"),
                argumentSet("long", "é".repeat(300), "?".repeat(256), "?".repeat(256)));
    }

    @ParameterizedTest
    @EnumSource
    void reason_isReadFromTheRecord(Reason reason) {
        EventRecord record =
                Quarantine.record(new byte[0], new Rejection(reason, "a"), Optional.empty(), GoldenPairs.RECEIPT);

        assertThat(Quarantine.reason(record)).contains(reason);
    }

    @Test
    void missingContentType_isEmpty() {
        EventRecord record = Quarantine.record(
                new byte[0], new Rejection(Reason.MALFORMED_XML, "a"), Optional.empty(), GoldenPairs.RECEIPT);

        assertThat(record.headers()).contains(new Header("content-type", ""));
    }

    @Test
    void toString_showsNoBodyAndNoHeaderValues() {
        EventRecord record = Quarantine.record(
                new byte[] {'a', 'b', 'c'},
                new Rejection(Reason.MALFORMED_XML, "secret"),
                Optional.of("secret"),
                GoldenPairs.RECEIPT);

        assertThat(record.toString() + record.headers()).doesNotContain("secret");
    }
}
