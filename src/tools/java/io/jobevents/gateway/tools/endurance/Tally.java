package io.jobevents.gateway.tools.endurance;

import java.time.Duration;

/** Counts of callbacks. Not thread-safe. */
final class Tally {

    private long sent;
    private long published;
    private long spooled;
    private long rejected;
    private long refused;
    private long unanswered;
    private long copies;
    private Duration longest = Duration.ZERO;

    /** The counts. */
    record Figures(
            long sent,
            long published,
            long spooled,
            long rejected,
            long refused,
            long unanswered,
            long copies,
            Duration longest) {

        static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, Duration.ZERO);

        /** Callbacks that were answered as safe. */
        long kept() {
            return published + spooled + rejected;
        }

        Figures plus(Figures more) {
            return new Figures(
                    sent + more.sent,
                    published + more.published,
                    spooled + more.spooled,
                    rejected + more.rejected,
                    refused + more.refused,
                    unanswered + more.unanswered,
                    copies + more.copies,
                    longest.compareTo(more.longest) > 0 ? longest : more.longest);
        }
    }

    void sent() {
        sent++;
    }

    void copy() {
        copies++;
    }

    void kept(String outcome, Duration time) {
        switch (outcome) {
            case "spooled" -> spooled++;
            case "rejected" -> rejected++;
            default -> published++;
        }
        took(time);
    }

    void refused(Duration time) {
        refused++;
        took(time);
    }

    void unanswered() {
        unanswered++;
    }

    private void took(Duration time) {
        longest = longest.compareTo(time) > 0 ? longest : time;
    }

    Figures figures() {
        return new Figures(sent, published, spooled, rejected, refused, unanswered, copies, longest);
    }
}
