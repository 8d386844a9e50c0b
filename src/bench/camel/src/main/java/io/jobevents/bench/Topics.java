package io.jobevents.bench;

import java.util.Locale;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;

/** Addresses records as the gateway does: a topic by state and tag, the job's id as the key. */
record Topics(String prefix) {

    void address(Message message, String id, String state, String tag) {
        // Headers of HTTP would become headers of the record.
        message.getHeaders().clear();
        message.setHeader(KafkaConstants.OVERRIDE_TOPIC, topic(state.toLowerCase(Locale.ROOT), tag));
        message.setHeader(KafkaConstants.KEY, id);
    }

    private String topic(String state, String tag) {
        boolean known = state.equals("success") || state.equals("failed");
        return prefix + ".jobs." + (known ? state : "other") + "." + tag.toLowerCase(Locale.ROOT);
    }
}
