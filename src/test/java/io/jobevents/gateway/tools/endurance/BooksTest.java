package io.jobevents.gateway.tools.endurance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.tools.soak.Answer;
import io.jobevents.gateway.tools.soak.Fingerprint;
import io.jobevents.gateway.tools.soak.NumberedCallbacks.Specimen;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What the books find wrong, and that they do not grow. */
final class BooksTest {

    /** Numbers of callbacks that become an event, are brought back by a replay, and stay open. */
    private static final int PUBLISHED = 0;

    private static final int REPLAYED = 3;
    private static final int OPEN = 7;

    private final AtomicLong now = new AtomicLong();
    private final Bodies bodies = Bodies.mixed();
    private final Books books = new Books(bodies, now::get);

    private Specimen send(int number) {
        Specimen specimen = bodies.get(number);
        books.sending(number, specimen, Moment.CALM, 1);
        return specimen;
    }

    private void answer(int number, Answer answer) {
        books.answered(number, answer, Duration.ofMillis(5), Moment.CALM);
    }

    private static Answer published(String id) {
        return new Answer.Kept(200, "published", List.of(id));
    }

    private static Answer rejected(Specimen specimen) {
        return new Answer.Kept(400, "rejected", List.of(Fingerprint.ofBody(specimen.body())));
    }

    private static String id(Specimen specimen) {
        return specimen.mark() + "-"
                + Fingerprint.ofBody("value".getBytes(UTF_8)).substring(0, 16);
    }

    private void arriveEvent(Specimen specimen, String value) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("t", 0, 0, specimen.mark().getBytes(UTF_8), value.getBytes(UTF_8));
        record.headers().add("ce_id", id(specimen).getBytes(UTF_8));
        books.arrived(record);
    }

    private void arriveRejected(Specimen specimen) {
        byte[] key = Fingerprint.ofBody(specimen.body()).getBytes(UTF_8);
        books.arrived(new ConsumerRecord<>("t", 0, 0, key, specimen.body()));
    }

    private Specimen sendAndPublish(int number) {
        Specimen specimen = send(number);
        answer(number, published(id(specimen)));
        arriveEvent(specimen, "value");
        return specimen;
    }

    @Test
    void everythingThere_holds() {
        sendAndPublish(PUBLISHED);
        Specimen open = send(OPEN);
        answer(OPEN, rejected(open));
        arriveRejected(open);
        Specimen replayed = send(REPLAYED);
        answer(REPLAYED, rejected(replayed));
        arriveRejected(replayed);
        arriveEvent(replayed, "value");

        BooksResult result = books.close();

        assertThat(result.faults()).isEmpty();
        assertThat(Endurance.faults(result, Set.of(Fingerprint.ofBody(open.body()))))
                .isEmpty();
        assertThat(result.total().sent()).isEqualTo(3);
    }

    @Test
    void promisedAndNotThere_isMissing() {
        sendAndPublish(PUBLISHED);
        Specimen lost = send(1);
        answer(1, published(id(lost)));

        assertThat(books.late()).isZero();
        now.addAndGet(Books.ALLOWED.toNanos() + 1);
        assertThat(books.late()).isOne();
        assertThat(books.close().faults()).containsExactly("1 promised by an answer and on no topic");
    }

    @Test
    void rejectedAndNotBroughtBack_isNamed() {
        sendAndPublish(PUBLISHED);
        Specimen replayed = send(REPLAYED);
        answer(REPLAYED, rejected(replayed));
        arriveRejected(replayed);

        assertThat(books.awaitingReplay()).hasSize(1);
        assertThat(books.close().faults()).containsExactly("1 rejected, and not brought back by the replays");
    }

    @Test
    void anotherValue_isDamaged() {
        sendAndPublish(PUBLISHED);
        arriveEvent(send(1), "another value");

        assertThat(books.close().faults()).containsExactly("1 records whose value does not fit their id");
    }

    @Test
    void unnamedId_isAStranger() {
        Specimen specimen = send(PUBLISHED);
        answer(PUBLISHED, published(specimen.mark() + "-0000000000000000"));
        arriveEvent(specimen, "value");

        assertThat(books.close().faults())
                .containsExactly(
                        "1 promised by an answer and on no topic"); // its page stays, so the id that came is not asked
        // for
    }

    @Test
    void refusedInCalm_andWrongAnswers_areNamed() {
        sendAndPublish(PUBLISHED);
        send(1);
        answer(1, new Answer.Refused(503, "kept-nowhere"));
        send(2);
        answer(2, new Answer.Refused(401, "unauthorized"));
        Specimen malformed = send(OPEN);
        answer(OPEN, published(id(malformed)));
        arriveEvent(malformed, "value");

        assertThat(books.close().faults())
                .containsExactlyInAnyOrder("2 wrong answers", "2 callbacks not taken in a calm stretch");
    }

    @Test
    void bodiesOpenInTheEnd_areThoseThatMustBe() {
        sendAndPublish(PUBLISHED);
        Specimen open = send(OPEN);
        answer(OPEN, rejected(open));
        arriveRejected(open);
        BooksResult result = books.close();

        assertThat(Endurance.faults(result, Set.of())).hasSize(1);
        assertThat(Endurance.faults(result, Set.of(Fingerprint.ofBody(open.body()), "another")))
                .hasSize(1);
    }

    @Test
    void settledCallbacks_areDroppedAfterAWhile() {
        for (int number = 0; number < 1_000; number++) {
            if (bodies.fate(number) == Bodies.Fate.PUBLISHED) {
                sendAndPublish(number);
            }
        }
        Specimen lost = send(1_001);
        answer(1_001, published(id(lost)));
        now.addAndGet(Duration.ofMinutes(31).toNanos());
        books.settle();

        assertThat(books.pages()).isOne();
        assertThat(books.missing()).containsExactly(id(lost));
    }
}
