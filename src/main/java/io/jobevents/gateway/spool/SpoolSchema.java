package io.jobevents.gateway.spool;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The schema of a spool's database, as {@link SpoolFile} documents it. */
final class SpoolSchema {

    /** Kept in {@code user_version}. */
    static final int VERSION = 1;

    private static final long NUMBERS_PER_MILLI = 1000;

    private SpoolSchema() {}

    /**
     * Creates the table and its index, unless they exist.
     *
     * @throws SQLException also if a newer version of the gateway wrote the file
     */
    static void make(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int version;
            try (ResultSet result = statement.executeQuery("PRAGMA user_version")) {
                version = result.getInt(1);
            }
            if (version > VERSION) {
                throw new SQLException("The spool was written by a newer gateway (schema " + version + ")");
            }
            if (version == 0) {
                // Allows the file to shrink. Takes effect only with a VACUUM, which is cheap while the file is empty.
                statement.executeUpdate("PRAGMA auto_vacuum = INCREMENTAL");
                statement.executeUpdate("VACUUM");
            }
            statement.executeUpdate(
                    "CREATE TABLE IF NOT EXISTS record(number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL,"
                            + " topic TEXT NOT NULL, substitute TEXT, key TEXT NOT NULL, headers TEXT NOT NULL,"
                            + " value BLOB NOT NULL, received_at INTEGER NOT NULL, size INTEGER NOT NULL, refusal TEXT)");
            if (version == 0) {
                // Numbers rise from file to file, so that a number of a file set aside is not used in the next.
                statement.executeUpdate("INSERT INTO sqlite_sequence(name, seq) VALUES ('record', "
                        + System.currentTimeMillis() * NUMBERS_PER_MILLI + ")");
            }
            // Covers the query of the totals, so that a start does not read the values.
            statement.executeUpdate(
                    "CREATE INDEX IF NOT EXISTS record_totals ON record(topic, refusal, size, received_at)");
            statement.executeUpdate("PRAGMA user_version = " + VERSION);
        }
    }
}
