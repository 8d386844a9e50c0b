package io.jobevents.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.Spool;
import io.jobevents.gateway.Spool.Kept;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Route;
import io.jobevents.gateway.spool.SpoolFile.Row;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of {@link DiskSpool} on a real disk. */
class DiskSpoolTest {

    private static final long MIB = 1L << 20;

    @TempDir
    Path folder;

    private final List<DiskSpool> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(DiskSpool::close);
    }

    @Test
    void keep_record_isReadUnchanged() {
        DiskSpool spool = open(MIB);
        EventRecord record = Records.record("j1-0123456789abcdef", "jobs.success.dna");

        keep(spool, record);

        Row row = spool.read(0, 10, MIB).join().getFirst();
        assertThat(row.record()).usingRecursiveComparison().isEqualTo(record);
        assertThat(spool.level().records()).isEqualTo(1);
        assertThat(spool.level().oldest()).contains(record.receivedAt());
    }

    @Test
    void keep_inParallel_isReadInOrderOfArrival() {
        DiskSpool spool = open(8 * MIB);
        List<CompletionStage<Kept>> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(spool.keep(List.of(new Spool.Entry(
                    Records.record("j" + i, "jobs.failed.other"), Optional.empty(), Optional.empty()))));
        }
        all.forEach(kept -> assertThat(kept.toCompletableFuture().join()).isInstanceOf(Kept.OnDisk.class));

        assertThat(spool.read(0, 2000, 8 * MIB).join())
                .extracting(row -> row.record().id())
                .containsExactlyElementsOf(Stream.iterate(0, i -> i + 1)
                        .limit(1000)
                        .map(i -> "j" + i)
                        .toList());
    }

    @Test
    void open_afterClose_recordsAreKept() {
        DiskSpool before = open(MIB);
        keep(before, Records.record("j1", "jobs.success.dna"), Records.record("j2", "workflows.other"));
        before.close();

        DiskSpool after = open(MIB);

        assertThat(after.level().records()).isEqualTo(2);
        assertThat(after.read(0, 10, MIB).join())
                .extracting(row -> row.record().id())
                .containsExactly("j1", "j2");
    }

    @Test
    void delete_row_isRemovedAndNoLongerCounted() {
        DiskSpool spool = open(MIB);
        keep(spool, Records.record("j1", "jobs.success.dna"));
        long number = oldest(spool);

        spool.delete(List.of(number));
        spool.delete(List.of(number));

        assertThat(spool.read(0, 10, MIB).join()).isEmpty();
        assertThat(spool.level().records()).isZero();
        assertThat(spool.level().bytes()).isZero();
        assertThat(spool.level().oldest()).isEmpty();
    }

    @Test
    void keep_overTheMaximumSize_isRefusedUntilThereIsRoom() {
        DiskSpool spool = open(MIB);
        EventRecord large = Records.record("large", "jobs.success.dna", new byte[300_000]);
        for (int i = 0; i < 3; i++) {
            keep(spool, large);
        }

        assertThat(tryKeep(spool, large)).isEqualTo(new Kept.NoRoom());
        spool.delete(List.of(oldest(spool)));
        spool.read(0, 1, 1).join(); // runs after the deletion, since calls run in order

        assertThat(tryKeep(spool, large)).isInstanceOf(Kept.OnDisk.class);
    }

    @Test
    void keep_rejectedBodies_useATenthAtMost() {
        DiskSpool spool = open(MIB);
        EventRecord body = Records.record("body", Route.QUARANTINE.topic(), new byte[60_000]);

        assertThat(tryKeep(spool, body)).isInstanceOf(Kept.OnDisk.class);
        assertThat(tryKeep(spool, body)).isEqualTo(new Kept.NoRoom());
        assertThat(tryKeep(spool, Records.record("j1", "jobs.success.dna"))).isInstanceOf(Kept.OnDisk.class);
    }

    @Test
    void keep_permanentlyRefused_isSetAsideUntilReleased() throws SQLException {
        DiskSpool spool = open(MIB);
        Kept kept = spool.keep(List.of(new Spool.Entry(
                        Records.record("j1", "jobs.success.dna"),
                        Optional.of(Cause.RECORD_TOO_LARGE),
                        Optional.empty())))
                .toCompletableFuture()
                .join();

        assertThat(kept).isInstanceOf(Kept.OnDisk.class);
        assertThat(spool.read(0, 10, MIB).join()).isEmpty();
        assertThat(spool.level().aside()).isEqualTo(1);
        assertThat(query("SELECT refusal FROM record")).isEqualTo("record-too-large");

        execute("UPDATE record SET refusal = NULL");
        spool.recount();

        assertThat(spool.read(0, 10, MIB).join()).hasSize(1);
        assertThat(spool.level().aside()).isZero();
        assertThat(spool.level().records()).isEqualTo(1);
    }

    @Test
    void retry_returnsRecordsSetAsideToTheQueue() {
        DiskSpool spool = open(MIB);
        for (Cause refusal : List.of(Cause.RECORD_TOO_LARGE, Cause.RECORD_TOO_LARGE, Cause.NOT_AUTHORIZED)) {
            spool.keep(List.of(new Spool.Entry(
                            Records.record("j1", "jobs.success.dna"), Optional.of(refusal), Optional.empty())))
                    .toCompletableFuture()
                    .join();
        }
        assertThat(spool.reasons().join()).isEqualTo(Map.of("record-too-large", 2L, "not-authorized", 1L));

        assertThat(spool.retry().join()).isEqualTo(3);

        assertThat(spool.reasons().join()).isEmpty();
        assertThat(spool.read(0, 10, MIB).join()).hasSize(3);
        assertThat(spool.level().aside()).isZero();
        assertThat(spool.level().records()).isEqualTo(3);
        assertThat(spool.retry().join()).isZero();
    }

    @Test
    void open_bySecondGateway_failsWithAMessage() {
        open(MIB);

        assertThatThrownBy(() -> open(MIB))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("another gateway uses the spool in")
                .hasMessageContaining(folder.toString());
    }

    @Test
    void open_damagedFile_isSetAsideAndReplaced() throws IOException {
        Files.write(
                folder.resolve("spool.db"),
                "no database at all, for sure".repeat(200).getBytes());

        DiskSpool spool = open(MIB);

        assertThat(spool.level().damaged()).isEqualTo(1);
        assertThat(tryKeep(spool, Records.record("j1", "jobs.success.dna"))).isInstanceOf(Kept.OnDisk.class);
        assertThat(namesInFolder()).anyMatch(name -> name.startsWith("spool.db.damaged-"));
    }

    @Test
    void read_damagedPages_fileIsSetAside() throws IOException {
        DiskSpool before = open(64 * MIB);
        for (int i = 0; i < 50; i++) {
            keep(before, Records.record("j" + i, "jobs.success.dna", new byte[20_000]));
        }
        before.close();
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("spool.db").toFile(), "rw")) {
            byte[] garbage = new byte[4096];
            java.util.Arrays.fill(garbage, (byte) 0xA5);
            for (long page = 2; page * 4096 < file.length(); page++) {
                file.seek(page * 4096);
                file.write(garbage);
            }
        }

        DiskSpool spool = open(64 * MIB);
        await().until(() -> {
            spool.recount();
            return spool.level().damaged() == 1;
        });

        assertThat(tryKeep(spool, Records.record("j1", "jobs.success.dna"))).isInstanceOf(Kept.OnDisk.class);
        assertThat(spool.level().writable()).isTrue();
    }

    @Test
    void newFileAfterDamage_hasHigherRowNumbers() throws IOException {
        DiskSpool first = open(MIB);
        keep(first, Records.record("j1", "jobs.success.dna"));
        long old = oldest(first);
        first.close();
        Files.write(folder.resolve("spool.db"), new byte[10_000]);
        Files.deleteIfExists(folder.resolve("spool.db-wal"));

        DiskSpool second = open(MIB);
        keep(second, Records.record("j2", "jobs.success.dna"));
        long fresh = oldest(second);

        assertThat(fresh).isGreaterThan(old);
    }

    @Test
    void open_folderCannotBeCreated_refusesAndRecovers() throws IOException {
        Path blocked = folder.resolve("blocked");
        Files.writeString(blocked, "a file where the folder should be");
        DiskSpool spool = new DiskSpool(blocked, MIB, Clock.systemUTC());
        opened.add(spool);
        spool.open();

        assertThat(spool.level().hasRoom()).isFalse();
        assertThat(tryKeep(spool, Records.record("j1", "jobs.success.dna"))).isEqualTo(new Kept.NoRoom());
        Files.delete(blocked);

        assertThat(tryKeep(spool, Records.record("j2", "jobs.success.dna"))).isInstanceOf(Kept.OnDisk.class);
        assertThat(spool.level().hasRoom()).isTrue();
    }

    @Test
    void schema_isAsDocumented() throws SQLException {
        DiskSpool spool = open(MIB);
        Instant received = Instant.ofEpochMilli(1_700_000_000_123L);
        keep(spool, Records.record("j1-00", "jobs.success.dna", "v".getBytes(), received));

        assertThat(
                        query(
                                "SELECT id || '|' || topic || '|' || substitute || '|' || key || '|' || headers || '|' || value"
                                        + " || '|' || received_at || '|' || (size > 0) || '|' || (refusal IS NULL) FROM record"))
                .isEqualTo(
                        "j1-00|jobs.success.dna|jobs.success.other,jobs.other.other|j1|{\"ce_id\":\"j1-00\",\"name\":\"值 \\\"x\\\"\"}"
                                + "|v|1700000000123|1|1");
        assertThat(query("PRAGMA user_version")).isEqualTo("1");
        assertThat(query("PRAGMA journal_mode")).isEqualTo("wal");
    }

    @Test
    void read_rowsWithPendingAck_areSkippedUntilItFails() {
        DiskSpool spool = open(MIB);
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        keepLate(spool, "j1", late);
        keepLate(spool, "j2", late);
        keep(spool, Records.record("j3", "jobs.success.dna"));
        assertThat(ids(spool.read(0, 1, MIB))).containsExactly("j3");

        late.complete(false);

        assertThat(ids(spool.read(0, 10, MIB))).containsExactly("j1", "j2", "j3");
    }

    @Test
    void lateAck_deletesTheRow() {
        DiskSpool spool = open(MIB);
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        keepLate(spool, "j1", late);
        keepLate(spool, "j2", new CompletableFuture<>());

        late.complete(true);

        assertThat(ids(spool.read(0, 10, MIB))).isEmpty(); // runs after the deletion, since calls run in order
        assertThat(spool.level().records()).isEqualTo(1);
    }

    /** The pending ack of a previous process is lost, so its records are published. */
    @Test
    void open_rowsWithPendingAckOfAnotherProcess_areRead() {
        DiskSpool before = open(MIB);
        keepLate(before, "j1", new CompletableFuture<>());
        before.close();

        assertThat(ids(open(MIB).read(0, 10, MIB))).containsExactly("j1");
    }

    private static void keepLate(DiskSpool spool, String id, CompletableFuture<Boolean> late) {
        Spool.Entry entry =
                new Spool.Entry(Records.record(id, "jobs.success.dna"), Optional.empty(), Optional.of(late));
        assertThat(spool.keep(List.of(entry)).toCompletableFuture().join()).isInstanceOf(Kept.OnDisk.class);
    }

    private static List<String> ids(CompletableFuture<List<SpoolFile.Row>> rows) {
        return rows.join().stream().map(row -> row.record().id()).toList();
    }

    private DiskSpool open(long maxSize) {
        DiskSpool spool = new DiskSpool(folder, maxSize, Clock.systemUTC());
        spool.open();
        opened.add(spool);
        return spool;
    }

    private static Kept tryKeep(DiskSpool spool, EventRecord... records) {
        List<Spool.Entry> entries = Stream.of(records)
                .map(record -> new Spool.Entry(record, Optional.empty(), Optional.empty()))
                .toList();
        return spool.keep(entries).toCompletableFuture().join();
    }

    private static void keep(DiskSpool spool, EventRecord... records) {
        assertThat(tryKeep(spool, records)).isEqualTo(new Kept.OnDisk());
    }

    private static long oldest(DiskSpool spool) {
        return spool.read(0, 1, 1).join().getFirst().number();
    }

    private List<String> namesInFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** Queries the file through another connection, like an operator. */
    private String query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("spool.db"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("spool.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
