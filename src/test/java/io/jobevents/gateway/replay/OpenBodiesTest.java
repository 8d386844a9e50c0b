package io.jobevents.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.record.Quarantined.Place;
import io.jobevents.gateway.record.Quarantined.Tombstone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Open bodies in a real temporary file. */
final class OpenBodiesTest {

    @Test
    void bodies_areOrderedByPlace() {
        try (OpenBodies open = OpenBodies.create(OpenBodies.Kept.PLACES)) {
            open.add(body(1, 7, "b", Optional.of(Reason.MALFORMED_XML)));
            open.add(body(0, 12, "c", Optional.empty()));
            open.add(body(0, 3, "z", Optional.of(Reason.UNKNOWN_CALLBACK)));

            assertThat(open.count()).isEqualTo(3);
            assertThat(all(open))
                    .extracting(OpenBody::place, OpenBody::key, OpenBody::reason)
                    .containsExactly(
                            tuple(new Place(0, 3), "z", Optional.of(Reason.UNKNOWN_CALLBACK)),
                            tuple(new Place(0, 12), "c", Optional.empty()),
                            tuple(new Place(1, 7), "b", Optional.of(Reason.MALFORMED_XML)));
        }
    }

    @Test
    void keys_areDistinctPerPartition() {
        try (OpenBodies open = OpenBodies.create(OpenBodies.Kept.PLACES)) {
            open.add(body(0, 0, "k", Optional.empty()));
            open.add(body(1, 0, "k", Optional.empty()));
            open.add(body(0, 5, "k", Optional.empty()));
            open.remove(new Tombstone(new Place(1, 1), "k"));
            open.remove(new Tombstone(new Place(0, 6), "unknown"));

            assertThat(all(open)).extracting(OpenBody::place).containsExactly(new Place(0, 5));
        }
    }

    @Test
    void manyBodies_leaveNoFile() throws IOException {
        List<String> before = temporaryFiles();
        try (OpenBodies open = OpenBodies.create(OpenBodies.Kept.PLACES)) {
            for (int i = 0; i < 300_000; i++) {
                open.add(body(
                        i % 3,
                        i,
                        "a key of some length, as a digest would have it, and its number " + i,
                        Optional.empty()));
            }
            assertThat(open.count()).isEqualTo(300_000);
            assertThat(all(open)).hasSize(300_000);

            assertThat(temporaryFiles()).isEqualTo(before);
        }
    }

    @Test
    void fullFile_isReportedInASentence() {
        try (OpenBodies open = OpenBodies.create(OpenBodies.Kept.ROWS, 100_000)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 3_000; i++) {
                            open.add(body(0, i, "a key of some length, and its number " + i, Optional.empty()));
                        }
                    })
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("The keys of open bodies cannot be stored in ")
                    .hasMessageContaining("full");
        }
    }

    private static List<String> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("etilqs") || name.endsWith(".db"))
                    .sorted()
                    .toList();
        }
    }

    private static List<OpenBody> all(OpenBodies open) {
        List<OpenBody> all = new ArrayList<>();
        for (Optional<OpenBody> next = open.next(); next.isPresent(); next = open.next()) {
            all.add(next.get());
        }
        return all;
    }

    private static Body body(int partition, long offset, String key, Optional<Reason> reason) {
        return new Body(
                new Place(partition, offset), key, reason, "", Instant.EPOCH, Optional.empty(), "default", new byte[0]);
    }
}
