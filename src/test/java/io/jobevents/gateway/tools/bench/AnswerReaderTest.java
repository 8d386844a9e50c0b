package io.jobevents.gateway.tools.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX: y\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nX: y\r\ncontent-length:0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
            })
    void answer_isWholeWithItsLastByteOnly(String answer) {
        byte[] bytes = answer.getBytes(ISO_8859_1);

        for (int length = 0; length < bytes.length; length++) {
            assertThat(AnswerReader.status(bytes, length)).isEqualTo(AnswerReader.INCOMPLETE);
        }
        assertThat(AnswerReader.status(bytes, bytes.length)).isEqualTo(200);
    }

    @Test
    void status_isTold() {
        byte[] bytes = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);

        assertThat(AnswerReader.status(bytes, bytes.length)).isEqualTo(503);
    }
}
