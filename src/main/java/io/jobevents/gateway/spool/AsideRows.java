package io.jobevents.gateway.spool;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** The rows that are set aside, since Kafka refuses them for good. For one thread, like {@link SpoolFile}. */
record AsideRows(Connection connection) {

    /** Makes all of them wait for the drain again, in the open transaction, and returns their number. */
    long retry() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("UPDATE record SET refusal = NULL WHERE refusal IS NOT NULL");
        }
    }

    /** Their number by the code of the refusal. */
    Map<String, Long> reasons() throws SQLException {
        Map<String, Long> reasons = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT refusal, count(*) FROM record WHERE refusal IS NOT NULL GROUP BY refusal")) {
            while (result.next()) {
                reasons.put(result.getString(1), result.getLong(2));
            }
        }
        return reasons;
    }
}
