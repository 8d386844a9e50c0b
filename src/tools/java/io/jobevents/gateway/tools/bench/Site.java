package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.record.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The Kafka that targets publish to, with the topics of {@link BenchTopic#ALL}. */
record Site(String bootstrap) {

    static final String PREFIX = "bench";

    /** Short retention, since a run writes many gigabytes. */
    private static final Map<String, String> SETTINGS =
            Map.of("segment.bytes", "33554432", "retention.bytes", "67108864", "file.delete.delay.ms", "1000");

    /** Creates the topics. */
    static Site prepare(String bootstrap) throws InterruptedException, ExecutionException {
        List<NewTopic> topics = new ArrayList<>();
        BenchTopic.ALL.forEach(topic -> topics.add(topic(topic.topic(), topic.partitions())));
        Route.required().forEach(topic -> topics.add(topic(topic, 1)));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(topics).all().get();
        }
        return new Site(bootstrap);
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(PREFIX + "." + name, partitions, (short) 1).configs(SETTINGS);
    }
}
