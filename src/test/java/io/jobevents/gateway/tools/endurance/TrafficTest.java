package io.jobevents.gateway.tools.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.jobevents.gateway.tools.soak.LyingGateway;
import io.jobevents.gateway.tools.soak.LyingGateway.Fault;
import io.jobevents.gateway.tools.soak.SoakOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** Load, topics and books together find out a gateway that lies, and nothing of one that does not. */
final class TrafficTest {

    private static final String BOOTSTRAP = EmbeddedBroker.shared().bootstrapServers();
    private static final int ENOUGH = 200;

    private static List<String> missingAfter(Fault fault) throws Exception {
        String prefix = "endurance." + fault;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BOOTSTRAP))) {
            admin.createTopics(List.of(new NewTopic(prefix + ".t", 1, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        Bodies bodies = Bodies.sound();
        Books books = new Books(bodies, System::nanoTime);
        try (LyingGateway gateway = new LyingGateway(fault, BOOTSTRAP, prefix + ".t");
                Traffic traffic = Traffic.start(
                        gateway.url(),
                        () -> "a-token-of-no-meaning",
                        500,
                        new SoakOptions.Kafka(BOOTSTRAP, prefix, Map.of()),
                        bodies,
                        books,
                        () -> Moment.CALM)) {
            while (books.total().kept() < ENOUGH) {
                Thread.sleep(20);
            }
            traffic.stop();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (books.missing().size() > gateway.wronged().size() && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            assertThat(books.missing()).containsExactlyInAnyOrderElementsOf(gateway.wronged());
            return books.close().faults();
        }
    }

    @Test
    void gatewayThatKeepsNothing_isFoundOut() throws Exception {
        assertThat(missingAfter(Fault.KEEP_NOTHING))
                .singleElement()
                .asString()
                .endsWith("promised by an answer and on no topic");
    }

    @Test
    void gatewayThatKeepsAll_isNot() throws Exception {
        assertThat(missingAfter(Fault.NONE)).isEmpty();
    }
}
