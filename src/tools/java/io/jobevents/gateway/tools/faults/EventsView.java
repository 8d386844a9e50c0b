package io.jobevents.gateway.tools.faults;

import io.jobevents.gateway.testkit.broker.TopicReader;
import io.jobevents.gateway.tools.soak.Fingerprint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The events on the topics of a prefix. Ids are recomputed without the gateway's code. */
final class EventsView {

    /** An event on a topic, regardless of its number of copies. */
    record Published(String id, String topic) {}

    private static final int ID_DIGITS = 16;

    private final String prefix;
    private final Map<String, Set<Published>> bySubject = new HashMap<>();
    private int records;
    private int damaged;

    private EventsView(String prefix) {
        this.prefix = prefix + ".";
    }

    static EventsView read(TopicReader reader, String prefix) {
        EventsView view = new EventsView(prefix);
        reader.allBelow(view.prefix).forEach(view::add);
        return view;
    }

    private void add(ConsumerRecord<String, byte[]> record) {
        String topic = record.topic().substring(prefix.length());
        if (topic.equals(Cluster.QUARANTINE)) {
            return;
        }
        String id = TopicReader.header(record, "ce_id");
        String fingerprint = Fingerprint.of(TopicReader.header(record, "ce_dataschema"), record.value());
        if (!id.equals(record.key() + "-" + fingerprint.substring(0, ID_DIGITS))) {
            damaged++;
        }
        records++;
        bySubject.computeIfAbsent(record.key(), subject -> new HashSet<>()).add(new Published(id, topic));
    }

    Set<String> subjects() {
        return bySubject.keySet();
    }

    /** The events of a subject; exactly one is expected. */
    Set<Published> of(String subject) {
        return bySubject.getOrDefault(subject, Set.of());
    }

    /** Copies beyond the first of each event. */
    int duplicates() {
        return records - bySubject.values().stream().mapToInt(Set::size).sum();
    }

    /** Records whose value does not match their id. */
    int damaged() {
        return damaged;
    }
}
