package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Tests that texts written by copy equal those written by Jackson. */
class TextWriterTest {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    @FunctionalInterface
    private interface Writing {
        void write(JsonGenerator out) throws IOException;
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> plain = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40);
        Arbitrary<String> odd =
                Arbitraries.of("", "\"", "\\", "\t", "\r\n", "\u007f", "é", "猫", "\uD83D\uDE00", "\u2028", "/");
        return Combinators.combine(plain, odd, plain).as((start, middle, end) -> start + middle + end);
    }

    @Property(tries = 1000)
    void text_isWrittenAsJacksonWritesIt(@ForAll("texts") String text) throws IOException {
        assertThat(written(out -> TextWriter.write(out, text))).isEqualTo(written(out -> out.writeString(text)));
    }

    private static byte[] written(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            writing.write(out);
        }
        return bytes.toByteArray();
    }
}
