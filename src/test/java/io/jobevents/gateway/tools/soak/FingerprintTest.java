package io.jobevents.gateway.tools.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.event.GoldenPairs;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.EventRecord.Header;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the tool makes of a value is what the gateway made of it. */
class FingerprintTest {

    @ParameterizedTest
    @MethodSource("callbacks")
    void id_followsFromTheValue(Path callback) {
        assertThat(GoldenPairs.records(GoldenPairs.read(callback)))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.key() + "-"
                                + Fingerprint.of(schema(record), record.value()).substring(0, 16))
                        .isEqualTo(record.id()));
    }

    static List<Path> callbacks() {
        return GoldenPairs.callbacks();
    }

    private static String schema(EventRecord record) {
        return record.headers().stream()
                .filter(header -> header.name().equals("ce_dataschema"))
                .map(Header::value)
                .findFirst()
                .orElseThrow();
    }
}
