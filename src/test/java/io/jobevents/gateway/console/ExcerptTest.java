package io.jobevents.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.callback.ReadableBody.Spot;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The shown part of large bodies. */
final class ExcerptTest {

    @Test
    void smallBody_isShownWhole() {
        assertThat(Excerpt.of("<a>\n</a>", Optional.empty())).isEqualTo(new Excerpt("<a>\n</a>", 1, 1, false));
    }

    @Test
    void largeBodyWithoutFault_isShownFromItsBeginning_withoutSplittingACharacter() {
        String text = "a" + "\uD83D\uDE00".repeat(Excerpt.LONGEST);

        Excerpt excerpt = Excerpt.of(text, Optional.empty());

        assertThat(excerpt.text()).hasSize(Excerpt.LONGEST - 1).startsWith("a\uD83D\uDE00");
        assertThat(excerpt.cut()).isTrue();
    }

    @Test
    void faultFarBehind_isShownWithTheLinesAroundIt() {
        String text = "line\r\n".repeat(200_000) + "<fault>" + "\nline".repeat(200_000);
        int offset = text.indexOf("<fault>");

        Excerpt excerpt = Excerpt.of(text, Optional.of(new Spot(offset, 200_001, 1, 7)));

        assertThat(excerpt.column()).isEqualTo(1);
        assertThat(excerpt.text().lines().toList().get(200_001 - excerpt.line()))
                .isEqualTo("<fault>");
        assertThat(excerpt.text()).hasSize(Excerpt.LONGEST);
    }

    @Test
    void faultInALongLine_isShownWithTheTextAroundIt() {
        String text = "{\n" + "\uD83D\uDE00".repeat(300_000) + "!" + "b".repeat(300_000);
        int offset = text.indexOf('!');

        Excerpt excerpt = Excerpt.of(text, Optional.of(new Spot(offset, 2, offset - 1, 1)));

        assertThat(excerpt.line()).isEqualTo(2);
        assertThat(excerpt.text().charAt(offset - 1 - excerpt.column())).isEqualTo('!');
        assertThat(Character.isHighSurrogate(excerpt.text().charAt(0))).isTrue();
    }
}
