package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.record.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The Kafka that a target publishes to, and the topics there.
 *
 * @param topics those of {@link BenchTopic#ALL}, in that order
 */
record Site(String bootstrap, List<String> topics) {

    static final String PREFIX = "bench";

    /** Old records go soon: a run writes many gigabytes. */
    private static final Map<String, String> SETTINGS =
            Map.of("segment.bytes", "33554432", "retention.bytes", "67108864", "file.delete.delay.ms", "1000");

    Site {
        topics = List.copyOf(topics);
    }

    /** Creates the topics, of one partition each, since it is batches that cost, and these are made by partition. */
    static Site prepare(String bootstrap) throws InterruptedException, ExecutionException {
        List<String> topics = BenchTopic.ALL.stream()
                .map(route -> PREFIX + "." + route.topic())
                .toList();
        List<String> all = new ArrayList<>(topics);
        Route.required().forEach(name -> all.add(PREFIX + "." + name));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(all.stream()
                            .map(name -> new NewTopic(name, 1, (short) 1).configs(SETTINGS))
                            .toList())
                    .all()
                    .get();
        }
        return new Site(bootstrap, topics);
    }
}
