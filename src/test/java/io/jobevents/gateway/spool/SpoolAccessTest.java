package io.jobevents.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobevents.gateway.Spool;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shared and exclusive access to the database of a spool. A full file system with small blocks is in the fault suite. */
final class SpoolAccessTest {

    @TempDir
    Path folder;

    @Test
    void of_blocksSmallerThanAPageOfTheIndex_exclusive() {
        assertThat(SpoolAccess.of(512)).isEqualTo(SpoolAccess.EXCLUSIVE);
        assertThat(SpoolAccess.of(1024)).isEqualTo(SpoolAccess.EXCLUSIVE);
        assertThat(SpoolAccess.of(4096)).isEqualTo(SpoolAccess.SHARED);
        assertThat(SpoolAccess.of(1 << 20)).isEqualTo(SpoolAccess.SHARED);
    }

    @Test
    void shared_indexIsAFile_othersRead() throws SQLException {
        try (SpoolFile file = SpoolFile.open(database(), SpoolAccess.SHARED)) {
            keepOne(file);

            assertThat(folder.resolve("spool.db-shm")).exists();
            assertThat(count()).isEqualTo(1);
        }
    }

    @Test
    void exclusive_noIndexFile_othersAreLockedOut() throws SQLException {
        try (SpoolFile file = SpoolFile.open(database(), SpoolAccess.SHARED)) {
            keepOne(file); // the file is in WAL mode before it is opened exclusively
        }

        try (SpoolFile file = SpoolFile.open(database(), SpoolAccess.EXCLUSIVE)) {
            keepOne(file);

            assertThat(folder.resolve("spool.db-shm")).doesNotExist();
            assertThat(folder.resolve("spool.db-wal")).isNotEmptyFile();
            assertThatThrownBy(this::count).isInstanceOf(SQLException.class).hasMessageContaining("locked");
            assertThat(file.totals().waiting()).isEqualTo(2);
        }
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void exclusive_newFile_noIndexFile() throws SQLException {
        try (SpoolFile file = SpoolFile.open(database(), SpoolAccess.EXCLUSIVE)) {
            keepOne(file);

            assertThat(folder.resolve("spool.db-shm")).doesNotExist();
            assertThat(folder.resolve("spool.db-wal")).isNotEmptyFile();
        }
    }

    private Path database() {
        return folder.resolve("spool.db");
    }

    private static void keepOne(SpoolFile file) throws SQLException {
        file.insert(
                List.of(new Spool.Entry(Records.record("j1", "jobs.success.dna"), Optional.empty(), Optional.empty())));
        file.commit();
    }

    private int count() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("SELECT count(*) FROM record").getInt(1);
        }
    }
}
