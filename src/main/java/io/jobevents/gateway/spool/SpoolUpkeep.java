package io.jobevents.gateway.spool;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The file of a {@link SpoolFile} on its disk: whether it can be written, and how it gives back room. For one thread. */
final class SpoolUpkeep {

    /** 16 MB of pages. */
    private static final int SHRINK_PAGES = 4096;

    private final Connection connection;

    SpoolUpkeep(Connection connection) {
        this.connection = connection;
    }

    /** Writes something, if nothing else, to see whether the disk takes it. */
    void touch() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA user_version = " + SpoolSchema.VERSION);
        }
    }

    /** Outside of a transaction: brings the log into the file and cuts it, which gives back room on a full disk. */
    void checkpoint() throws SQLException {
        outsideTransaction("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /** Outside of a transaction: gives some pages that hold nothing back to the file system, and says whether there may be more. */
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
