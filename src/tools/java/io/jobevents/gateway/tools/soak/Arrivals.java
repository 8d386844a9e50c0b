package io.jobevents.gateway.tools.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The records of this run's callbacks on the topics: how often each mark was seen.
 *
 * <p>A record counts only if its value matches its id. Records of other runs and of the real senders of the deployment
 * are not kept. Thread-safe.
 */
final class Arrivals {

    private static final int ID_DIGITS = 16;

    private final String run;
    private final Map<String, Integer> counts = new HashMap<>();
    private int damaged;

    Arrivals(String run) {
        this.run = run;
    }

    void add(ConsumerRecord<byte[], byte[]> consumed) {
        byte[] key = consumed.key();
        byte[] value = consumed.value();
        if (key == null || value == null) {
            return;
        }
        Header id = consumed.headers().lastHeader("ce_id");
        if (id == null) {
            if (new String(value, ISO_8859_1).contains(run)) {
                note(text(key), text(key).equals(Answer.sha256(value)));
            }
        } else if (text(key).startsWith(run)) {
            Header schema = consumed.headers().lastHeader("ce_dataschema");
            String fingerprint = Fingerprint.of(schema == null ? "" : text(schema.value()), value);
            String expected = text(key) + "-" + fingerprint.substring(0, ID_DIGITS);
            note(text(id.value()), text(id.value()).equals(expected));
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private synchronized void note(String mark, boolean intact) {
        if (intact) {
            counts.merge(mark, 1, Integer::sum);
        } else {
            damaged++;
        }
    }

    synchronized int count(String mark) {
        return counts.getOrDefault(mark, 0);
    }

    synchronized Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }

    synchronized int marks() {
        return counts.size();
    }

    /** The number of records whose value does not match their id. */
    synchronized int damaged() {
        return damaged;
    }
}
