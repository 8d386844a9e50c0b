package io.jobevents.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** On what evidence the circuit opens and closes. */
class CircuitTest {

    private final AtomicLong now = new AtomicLong();
    private final Circuit circuit = new Circuit(Duration.ofMillis(1500), now::get);

    @Test
    void missed_thriceWithoutAnyAck_opens() {
        pass(Duration.ofMillis(1500));
        circuit.missed();
        circuit.missed();
        assertThat(circuit.isOpen()).isFalse();

        circuit.missed();

        assertThat(circuit.isOpen()).isTrue();
    }

    @Test
    void missed_whileOthersAreAcknowledged_staysClosed() {
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(1));
            circuit.missed();
            circuit.acknowledged();
            circuit.missed();
            circuit.missed();
        }

        assertThat(circuit.isOpen()).isFalse();
    }

    @Test
    void missed_soonAfterAnAck_staysClosed() {
        circuit.acknowledged();
        pass(Duration.ofMillis(1499));
        for (int i = 0; i < 100; i++) {
            circuit.missed();
        }

        assertThat(circuit.isOpen()).isFalse();
    }

    @Test
    void away_opensAtOnce_andOneAckCloses() {
        circuit.away();
        assertThat(circuit.isOpen()).isTrue();

        circuit.acknowledged();

        assertThat(circuit.isOpen()).isFalse();
    }

    @Test
    void mayProbe_onceInASecond() {
        pass(Duration.ofSeconds(1));

        assertThat(circuit.mayProbe()).isTrue();
        assertThat(circuit.mayProbe()).isFalse();
        pass(Duration.ofMillis(999));
        assertThat(circuit.mayProbe()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(circuit.mayProbe()).isTrue();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
