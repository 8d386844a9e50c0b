package io.jobevents.gateway.spool;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Checks whether the file of a {@link SpoolFile} can be written, and returns free pages to the disk. For one thread. */
final class SpoolUpkeep {

    /** 16 MB of pages. */
    private static final int SHRINK_PAGES = 4096;

    private final Connection connection;

    SpoolUpkeep(Connection connection) {
        this.connection = connection;
    }

    /** Writes the version again, to check whether the disk can be written. */
    void touch() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA user_version = " + SpoolSchema.VERSION);
        }
    }

    /** Outside of a transaction: checkpoints the log and truncates it, which frees room on a full disk. */
    void checkpoint() throws SQLException {
        outsideTransaction("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /** Outside of a transaction: returns some free pages to the file system, and whether there are more. */
    boolean shrink() throws SQLException {
        outsideTransaction("PRAGMA incremental_vacuum(" + SHRINK_PAGES + ")");
        checkpoint();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA freelist_count")) {
            return result.getInt(1) > 0;
        }
    }

    private void outsideTransaction(String pragma) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute(pragma);
        } finally {
            connection.setAutoCommit(false);
        }
    }
}
