package io.jobevents.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class BareTraceTest {

    @Test
    void trace_hasClassesAndStackTraces_withoutMessages() {
        IllegalStateException original = new IllegalStateException("s3cret", new NumberFormatException("s3cret"));
        original.addSuppressed(new RuntimeException("s3cret"));

        assertThat(print(BareTrace.of(original)))
                .startsWith("java.lang.IllegalStateException")
                .contains("Caused by: java.lang.NumberFormatException")
                .contains("at " + BareTraceTest.class.getName() + ".trace_hasClassesAndStackTraces_withoutMessages")
                .doesNotContain("s3cret");
    }

    @Test
    void cyclicCauses_areCut() {
        Exception first = new Exception();
        Exception second = new Exception(first);
        first.initCause(second);

        assertThat(print(BareTrace.of(first))).contains("Caused by");
    }

    private static String print(Throwable trace) {
        StringWriter text = new StringWriter();
        trace.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
