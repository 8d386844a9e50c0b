package io.jobevents.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Consumes finished jobs of all tags, and inserts one row for each job, also if its event arrives more than once. */
@ApplicationScoped
public class JobsConsumer {

    private static final Logger LOG = Logger.getLogger(JobsConsumer.class);

    private final AgroalDataSource database;
    private final ObjectMapper json;

    JobsConsumer(AgroalDataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    void start(@Observes StartupEvent event) throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS known"
                    + " (subject VARCHAR(256), state VARCHAR(16), PRIMARY KEY (subject, state))");
            statement.execute("CREATE TABLE IF NOT EXISTS effect"
                    + " (subject VARCHAR(256), state VARCHAR(16), tag VARCHAR, files INTEGER)");
        }
    }

    /**
     * Skips unreadable records. Table {@code known} and the effect are written in one transaction, and the offset is
     * committed after it: a repeated record finds its row in {@code known}.
     */
    @Incoming("jobs")
    @Blocking
    @Transactional
    public void handle(ConsumerRecord<String, byte[]> record) throws SQLException {
        String subject;
        String state;
        JsonNode job;
        try {
            subject = header(record, "ce_subject");
            String type = header(record, "ce_type"); // io.jobevents.job.success
            state = type.substring(type.lastIndexOf('.') + 1);
            job = json.readTree(record.value());
            job.required("jobId");
        } catch (IOException | RuntimeException unreadable) {
            LOG.warnf("poison: %s-%d at %d", record.topic(), record.partition(), record.offset());
            return;
        }
        try (Connection connection = database.getConnection()) {
            if (update(connection, "INSERT INTO known VALUES (?, ?) ON CONFLICT DO NOTHING", subject, state) == 1) {
                // Unknown tags are accepted, unknown members ignored.
                String tag = job.path("tag").asText("untagged");
                int files = job.path("outputs").size();
                update(connection, "INSERT INTO effect VALUES (?, ?, ?, ?)", subject, state, tag, files);
                LOG.infof("%s %s %s, %d files", subject, state, tag, files);
            }
        }
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
