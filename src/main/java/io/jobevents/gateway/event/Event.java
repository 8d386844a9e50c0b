package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What a consumer learns from one part of a callback.
 *
 * <ul>
 *   <li>{@link JobEvent}: from one {@code JobsDetail}; goes to a topic of its state and tag
 *   <li>{@link WorkflowEvent}: from one {@code WorkflowExecution}; goes to a topic of its state
 * </ul>
 *
 * Texts keep the sender's spelling. Components are in the order of the encoded members.
 */
public sealed interface Event permits JobEvent, WorkflowEvent {

    /** The sender's id of the job or of the workflow's run: key and subject of the record. */
    String subject();

    String state();

    /** When it ended, else when it was created. */
    Optional<SenderTime> time();

    Optional<Input> input();

    List<Node> details();

    Set<Warning> warnings();

    /**
     * What was processed.
     *
     * @param headers of the object, by name; more than one value where a name was repeated
     */
    record Input(
            Optional<String> bucket,
            Optional<String> region,
            Optional<String> key,
            Optional<String> url,
            SortedMap<String, List<String>> headers) {

        boolean isEmpty() {
            return bucket.isEmpty() && region.isEmpty() && key.isEmpty() && url.isEmpty() && headers.isEmpty();
        }
    }

    /** The settings by which it was processed. */
    record Template(Optional<String> id, Optional<String> name) {

        /** Absent where nothing of it is known. */
        static Optional<Template> of(Optional<String> id, Optional<String> name) {
            return id.isEmpty() && name.isEmpty() ? Optional.empty() : Optional.of(new Template(id, name));
        }
    }
}
