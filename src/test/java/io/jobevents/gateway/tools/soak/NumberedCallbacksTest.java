package io.jobevents.gateway.tools.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The mark in the ids of a callback that was sent. */
final class NumberedCallbacksTest {

    @Test
    void mark_tellsRunAndNumber() throws IOException {
        NumberedCallbacks callbacks = NumberedCallbacks.of(Path.of("src", "test", "resources", "callbacks"));

        assertThat(callbacks.marks().number(callbacks.get(77).mark())).hasValue(77);
        assertThat(callbacks.marks().number(callbacks.get(77).mark() + "-2")).hasValue(77);
        assertThat(NumberedCallbacks.generated()
                        .marks()
                        .number(callbacks.get(77).mark()))
                .isEmpty();
        assertThat(callbacks.marks().number("j")).isEmpty();
    }
}
