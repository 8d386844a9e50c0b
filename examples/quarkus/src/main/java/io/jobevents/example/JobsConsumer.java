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

/** Reads finished jobs of all tags, and has one effect for each: a row of a table. */
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

    /** The offset is committed after the transaction: a record that comes again meets a row of the first table. */
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
                // An unknown tag is a tag like others, and members that nobody asks for do not matter.
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
