package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.util.Locale;
import java.util.Optional;

/** What was moderated: part of the names of topics. */
public enum ModerationKind {
    IMAGE("ReviewImage", "si"),
    TEXT("ReviewText", "st"),
    VIDEO("ReviewVideo", "av"),
    /** Announced as video; several results of one id, as long as the stream goes on. */
    LIVE("", ""),
    AUDIO("ReviewAudio", "sa"),
    DOCUMENT("ReviewDocument", "sd"),
    WEBPAGE("ReviewHtml", "sh"),
    OTHER("", "");

    /** What the names of moderation's events begin with. */
    private static final String EVENT = "Review";

    private static final String LIVE_TYPE = "live_video";

    private final String word = name().toLowerCase(Locale.ROOT);
    private final String event;
    private final String idStart;

    ModerationKind(String event, String idStart) {
        this.event = event;
        this.idStart = idStart;
    }

    /** In events and topics. */
    public String word() {
        return word;
    }

    static boolean isModeration(String eventName) {
        return eventName.startsWith(EVENT);
    }

    /**
     * @param event the name of the sender's event; without one the prefix tells that the sender gives its ids
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
