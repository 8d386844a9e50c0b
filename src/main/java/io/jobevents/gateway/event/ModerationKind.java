package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.util.Locale;
import java.util.Optional;

/** The kind of a moderated object, which is part of topic names. */
public enum ModerationKind {
    IMAGE("ReviewImage", "si"),
    TEXT("ReviewText", "st"),
    VIDEO("ReviewVideo", "av"),
    /** Has the event name of video; several results with one id while the stream goes on. */
    LIVE("", ""),
    AUDIO("ReviewAudio", "sa"),
    DOCUMENT("ReviewDocument", "sd"),
    WEBPAGE("ReviewHtml", "sh"),
    OTHER("", "");

    /** The prefix of the event names of moderation. */
    private static final String EVENT = "Review";

    private static final String LIVE_TYPE = "live_video";

    private final String word = name().toLowerCase(Locale.ROOT);
    private final String event;
    private final String idStart;

    ModerationKind(String event, String idStart) {
        this.event = event;
        this.idStart = idStart;
    }

    /** The word in events and topics. */
    public String word() {
        return word;
    }

    static boolean isModeration(String eventName) {
        return eventName.startsWith(EVENT);
    }

    /**
     * @param event the sender's event name; without one the prefix of the id decides
     * @param result the node with the sender's {@code Type}
     */
    static ModerationKind of(Optional<String> event, String id, Node result) {
        if (result.firstText("Type").filter(LIVE_TYPE::equals).isPresent()) {
            return LIVE;
        }
        for (ModerationKind kind : values()) {
            boolean is = event.isPresent()
                    ? kind.event.equalsIgnoreCase(event.get())
                    : !kind.idStart.isEmpty() && id.startsWith(kind.idStart);
            if (is) {
                return kind;
            }
        }
        return OTHER;
    }
}
