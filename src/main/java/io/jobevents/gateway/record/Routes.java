package io.jobevents.gateway.record;

import io.jobevents.gateway.event.Event;
import io.jobevents.gateway.event.EventState;
import io.jobevents.gateway.event.JobEvent;
import io.jobevents.gateway.event.ModerationEvent;
import io.jobevents.gateway.event.ModerationKind;
import io.jobevents.gateway.event.Ruling;
import io.jobevents.gateway.event.WorkflowEvent;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The routes of all events, built once, since they come from closed sets. Thread-safe. */
final class Routes {

    private final TagCatalogue catalogue;
    /** By the state and the topic part of the tag. */
    private final Map<EventState, Map<String, Route>> jobs;

    private final Map<EventState, Route> workflows = each(EventState.class, Route::workflow);
    private final Map<Ruling, Map<ModerationKind, Route>> moderations =
            each(Ruling.class, ruling -> each(ModerationKind.class, kind -> Route.moderation(ruling, kind)));

    Routes(TagCatalogue catalogue) {
        this.catalogue = catalogue;
        this.jobs = each(
                EventState.class,
                state -> catalogue.parts().stream()
                        .collect(Collectors.toUnmodifiableMap(tag -> tag, tag -> Route.job(state, tag))));
    }

    private static <K extends Enum<K>, V> Map<K, V> each(Class<K> keys, Function<K, V> value) {
        return Arrays.stream(keys.getEnumConstants())
                .collect(Collectors.toMap(key -> key, value, (one, other) -> one, () -> new EnumMap<>(keys)));
    }

    Route of(Event event) {
        return switch (event) {
            case JobEvent job -> of(of(jobs, EventState.of(job.state())), catalogue.part(job.tag()));
            case WorkflowEvent workflow -> of(workflows, EventState.of(workflow.state()));
            case ModerationEvent moderation -> of(of(moderations, moderation.ruling()), moderation.kind());
        };
    }

    private static <K, V> V of(Map<K, V> all, K key) {
        V found = all.get(key);
        if (found == null) {
            throw new IllegalStateException("There is no route for " + key);
        }
        return found;
    }
}
