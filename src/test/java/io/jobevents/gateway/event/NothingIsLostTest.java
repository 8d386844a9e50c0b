package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.event.RandomCallback.Tree;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Property tests of section 3 of the contract with random callbacks: every leaf is in the event, XML and JSON give the same bytes and
 * ids, topics come from the closed set, and values are valid and have no empty members.
 */
class NothingIsLostTest {

    private static final Set<String> TOPICS = Set.copyOf(Route.all(GoldenPairs.CATALOGUE));

    /** A callback in both formats. */
    record Written(RandomCallback callback, String xml, String json) {
        @Override
        public String toString() {
            return json + "\n" + xml;
        }
    }

    @Provide
    Arbitrary<Written> written() {
        return Arbitraries.randomValue(random -> {
            RandomCallback callback = RandomCallback.of(random);
            return new Written(callback, callback.xml(random), callback.json(random));
        });
    }

    @Property(tries = 500)
    void leaf_isInTheEvent(@ForAll("written") Written written) throws IOException {
        List<EventRecord> records = records(written.json());

        List<Tree> parts = new ArrayList<>(written.callback().jobs());
        parts.addAll(written.callback().workflows());
        assertThat(records).hasSameSizeAs(parts);
        for (int i = 0; i < parts.size(); i++) {
            assertThat(Leaves.missing(List.of(parts.get(i)), written.callback().beside(), records.get(i)))
                    .isEmpty();
        }
    }

    @Provide
    Arbitrary<Written> simpleModeration() {
        return Arbitraries.randomValue(random -> {
            RandomCallback callback = RandomCallback.simpleModeration(random);
            return new Written(callback, callback.bareJson(random), callback.bareJson(random));
        });
    }

    @Property(tries = 500)
    void leafOfSimpleModeration_isInTheEvent(@ForAll("simpleModeration") Written written) throws IOException {
        List<EventRecord> records = records(written.json());

        assertThat(records).hasSize(1);
        String value = GoldenPairs.value(records.getFirst());
        assertThat(Leaves.missing(List.of(), written.callback().besideCodeZero(), records.getFirst()))
                .as(value)
                .isEmpty();
        assertThat(Schemas.closedErrors(EventSchema.MODERATION_EVENT, value))
                .as(value)
                .isEmpty();
        assertThat(Leaves.emptyMembers(records.getFirst())).as(value).isZero();
        assertThat(value).isEqualTo(GoldenPairs.value(records(written.xml()).getFirst()));
    }

    @Property(tries = 500)
    void twins_giveTheSameBytesAndIds(@ForAll("written") Written written) {
        List<EventRecord> xml = records(written.xml());
        List<EventRecord> json = records(written.json());

        assertThat(xml.stream().map(GoldenPairs::value).toList())
                .isEqualTo(json.stream().map(GoldenPairs::value).toList());
        assertThat(xml.stream().map(EventRecord::id).toList())
                .isEqualTo(json.stream().map(EventRecord::id).toList());
    }

    @Property(tries = 100)
    void callback_encodedTwice_givesTheSameBytes(@ForAll("written") Written written) {
        Callback callback = GoldenPairs.decode(written.json());

        assertThat(GoldenPairs.records(GoldenPairs.EVENTS.encode(callback)))
                .usingRecursiveComparison()
                .isEqualTo(GoldenPairs.records(GoldenPairs.EVENTS.encode(callback)));
    }

    @Property(tries = 300)
    void record_isRoutedAndValidAndWithoutEmptyMembers(@ForAll("written") Written written) throws IOException {
        for (EventRecord record : records(written.xml())) {
            String value = GoldenPairs.value(record);
            assertThat(TOPICS).contains(record.route().topic());
            assertThat(record.route().substitutes()).allMatch(TOPICS::contains);
            assertThat(Schemas.errors(GoldenPairs.schema(record), value))
                    .as(value)
                    .isEmpty();
            assertThat(Schemas.closedErrors(GoldenPairs.schema(record), value))
                    .as(value)
                    .isEmpty();
            assertThat(Leaves.emptyMembers(record)).as(value).isZero();
        }
    }

    private static List<EventRecord> records(String body) {
        return GoldenPairs.records(body.getBytes(StandardCharsets.UTF_8));
    }
}
