package io.jobevents.gateway.tools.endurance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobevents.gateway.tools.endurance.Bodies.Fate;
import io.jobevents.gateway.tools.endurance.Tally.Figures;
import io.jobevents.gateway.tools.soak.Answer;
import io.jobevents.gateway.tools.soak.Fingerprint;
import io.jobevents.gateway.tools.soak.NumberedCallbacks.Specimen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The callbacks sent, their answers, and their records on the topics, with one {@link Page} per callback until it is
 * settled.
 *
 * <p>A settled page is kept for five minutes, since copies may arrive, and then dropped, so memory does not grow with
 * the length of the run. Pages that are not settled are kept. Thread-safe.
 */
final class Books {

    /** The time limit for a promised record to be on its topic; later it is reported as missing during the run. */
    static final Duration ALLOWED = Duration.ofMinutes(5);

    private static final Duration KEEP = Duration.ofMinutes(5);
    private static final int ID_DIGITS = 16;
    private static final int MOST_NOTES = 50;

    private final Bodies bodies;
    private final LongSupplier nanoTime;
    private final Map<Integer, Page> pages = new TreeMap<>();
    private final Map<String, Integer> quarantined = new HashMap<>();
    /** Keys of bodies that must be open at the end, and below, of those that may be open. */
    private final Set<String> mustBeOpen = new HashSet<>();

    private final Set<String> mayBeOpen = new HashSet<>();
    private final Map<FaultKind, Tally> byKind = new EnumMap<>(FaultKind.class);
    private final Tally calm = new Tally();
    private final Tally total = new Tally();
    private final List<String> notes = new ArrayList<>();
    private Latencies latencies = new Latencies();
    private long wrong;
    private long calmFailures;
    private long strangers;
    private long damaged;
    private long afterwards;

    Books(Bodies bodies, LongSupplier nanoTime) {
        this.bodies = bodies;
        this.nanoTime = nanoTime;
    }

    /** Adds a callback that is about to be sent, once or more often. */
    synchronized void sending(int number, Specimen specimen, Moment moment, int deliveries) {
        Fate fate = bodies.fate(number);
        Page page = new Page(
                specimen.mark(), Fingerprint.ofBody(specimen.body()), fate, moment, deliveries, nanoTime.getAsLong());
        pages.put(number, page);
        if (fate != Fate.PUBLISHED) {
            quarantined.put(page.quarantineKey(), number);
        }
        if (fate == Fate.OPEN) {
            mayBeOpen.add(page.quarantineKey());
        }
        for (int delivery = 0; delivery < deliveries; delivery++) {
            tallies(moment).forEach(Tally::sent);
        }
    }

    private List<Tally> tallies(Moment moment) {
        List<Tally> tallies = new ArrayList<>(List.of(total));
        moment.faults().forEach(kind -> tallies.add(byKind.computeIfAbsent(kind, first -> new Tally())));
        if (moment.calm()) {
            tallies.add(calm);
        }
        return tallies;
    }

    /**
     * @param now the faults when the answer arrives: a failure does not count as one in calm if a fault has begun since
     */
    synchronized void answered(int number, Answer answer, Duration time, Moment now) {
        Page page = pages.get(number);
        if (page == null) {
            note("an answer to callback %d, which is settled".formatted(number));
            return;
        }
        if (!page.answered(answer, nanoTime.getAsLong())) {
            wrong++;
            note("a wrong answer to a callback that is to be %s: %s".formatted(page.fate(), answer));
        }
        List<Tally> tallies = tallies(page.moment());
        switch (answer) {
            case Answer.Kept kept -> {
                tallies.forEach(tally -> tally.kept(kept.outcome(), time));
                latencies.add(time);
                if (page.fate() == Fate.OPEN) {
                    mustBeOpen.add(page.quarantineKey());
                }
            }
            case Answer.Refused refused -> {
                tallies.forEach(tally -> tally.refused(time));
                latencies.add(time);
                failed(page, answer, now);
            }
            case Answer.Unanswered unanswered -> {
                tallies.forEach(Tally::unanswered);
                failed(page, answer, now);
            }
        }
    }

    private void failed(Page page, Answer answer, Moment now) {
        if (page.moment().calm() && now.calm()) {
            calmFailures++;
            note("in a calm stretch: " + answer);
        }
    }

    /** Adds a record on a topic. */
    synchronized void arrived(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        String key = new String(record.key(), UTF_8);
        Header id = record.headers().lastHeader("ce_id");
        if (id == null) {
            Integer number = quarantined.get(key);
            if (number != null) {
                see(number, key, key.equals(Fingerprint.ofBody(record.value())));
            } else if (bodies.marks().number(firstMark(record.value())).isPresent()) {
                afterwards++;
            }
            return;
        }
        OptionalInt number = bodies.marks().number(key);
        if (number.isPresent()) {
            Header schema = record.headers().lastHeader("ce_dataschema");
            String fingerprint =
                    Fingerprint.of(schema == null ? "" : new String(schema.value(), UTF_8), record.value());
            String stated = new String(id.value(), UTF_8);
            see(number.getAsInt(), stated, stated.equals(key + "-" + fingerprint.substring(0, ID_DIGITS)));
        }
    }

    private String firstMark(byte[] body) {
        String text = new String(body, ISO_8859_1);
        int at = text.indexOf(bodies.marks().run());
        return at < 0 ? "" : text.substring(at);
    }

    private void see(int number, String id, boolean intact) {
        Page page = pages.get(number);
        if (!intact) {
            damaged++;
            note("a record whose value does not fit its id or key: " + id);
        } else if (page == null) {
            afterwards++;
        } else if (page.saw(id)) {
            tallies(page.moment()).forEach(Tally::copy);
        }
    }

    private void note(String sentence) {
        if (notes.size() < MOST_NOTES) {
            notes.add(sentence);
        }
    }

    /** Drops the settled pages of callbacks that were sent more than five minutes ago. */
    synchronized void settle() {
        settle(KEEP);
    }

    private void settle(Duration age) {
        long now = nanoTime.getAsLong();
        for (Iterator<Page> all = pages.values().iterator(); all.hasNext(); ) {
            Page page = all.next();
            if (page.isSettled(age, now)) {
                page.strangers().forEach(id -> {
                    strangers++;
                    note("on a topic, and named by no answer: " + id);
                });
                quarantined.remove(page.quarantineKey());
                all.remove();
            }
        }
    }

    /** The number of promised records that are missing for longer than {@link #ALLOWED}. */
    synchronized int late() {
        long now = nanoTime.getAsLong();
        return (int) pages.values().stream()
                .filter(page -> page.isLate(ALLOWED, now))
                .count();
    }

    /** Promised ids and keys that are on no topic. */
    synchronized List<String> missing() {
        return pages.values().stream()
                .flatMap(page -> page.missing().stream())
                .sorted()
                .toList();
    }

    /** Keys of rejected bodies that the next replay must publish. */
    synchronized List<String> awaitingReplay() {
        return pages.values().stream()
                .filter(Page::awaitsReplay)
                .map(Page::quarantineKey)
                .toList();
    }

    synchronized Figures total() {
        return total.figures();
    }

    /** The times to answer since the last call. */
    synchronized Latencies takeLatencies() {
        Latencies taken = latencies;
        latencies = new Latencies();
        return taken;
    }

    synchronized int pages() {
        return pages.size();
    }

    /** The result, after the last callback was sent. */
    synchronized BooksResult close() {
        List<String> missing = missing();
        List<String> unreplayed = awaitingReplay();
        settle(Duration.ZERO);
        Map<FaultKind, Figures> kinds = new EnumMap<>(FaultKind.class);
        byKind.forEach((kind, tally) -> kinds.put(kind, tally.figures()));
        return new BooksResult(
                total.figures(),
                calm.figures(),
                kinds,
                missing,
                unreplayed,
                mustBeOpen,
                mayBeOpen,
                wrong,
                calmFailures,
                strangers,
                damaged,
                afterwards,
                notes);
    }
}
