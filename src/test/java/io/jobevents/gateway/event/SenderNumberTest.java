package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of {@link SenderNumber}: numbers of the sender, and their shortest form. */
class SenderNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "0.0, 0",
        "-0.000, 0",
        "7, 7",
        "-7, -7",
        "100, 100",
        "12.50, 12.5",
        "12.00, 12",
        "-0.50, -0.5",
        "10.010, 10.01",
        "9197.180000, 9197.18",
        "123456789012345, 123456789012345",
        "-12345678901234.5, -12345678901234.5",
        "0.00123456789012345, 0.00123456789012345",
        "0.0000000000000000000000000000000000000000000000000000, 0"
    })
    void plainNumber_isShortened(String written, String shortest) {
        assertThat(SenderNumber.read(written)).contains(new SenderNumber(shortest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "-.",
                "1.",
                ".5",
                "+1",
                "007",
                "-01",
                "00",
                "1e3",
                "1E3",
                "0x10",
                "1,5",
                "1_000",
                " 1",
                "1 ",
                "--1",
                "1.2.3",
                "NaN",
                "Infinity",
                "١",
                "１",
                "1-",
                "1234567890123456",
                "123456789012345.0",
                "0.1000000000000000055",
                "0.00000000000000000000000000000000000000001"
            })
    void otherText_isNoNumber(String written) {
        assertThat(SenderNumber.read(written)).isEmpty();
    }

    @Property
    void number_keepsItsValueExactly(
            @ForAll @LongRange(min = -999_999_999_999_999L, max = 999_999_999_999_999L) long digits,
            @ForAll @IntRange(max = 15) int scale) {
        BigDecimal number = BigDecimal.valueOf(digits, scale);

        String text = SenderNumber.read(number.toPlainString()).orElseThrow().text();

        assertThat(new BigDecimal(text)).isEqualByComparingTo(number);
        assertThat(BigDecimal.valueOf(Double.parseDouble(text))).isEqualByComparingTo(number);
        assertThat(SenderNumber.read(text)).contains(new SenderNumber(text));
    }

    @Test
    void kind_followsFromTheText() {
        assertThat(new SenderNumber("7").isInteger()).isTrue();
        assertThat(new SenderNumber("7.5").isInteger()).isFalse();
        assertThat(new SenderNumber("0.5").isPositive()).isTrue();
        assertThat(new SenderNumber("0").isPositive()).isFalse();
        assertThat(new SenderNumber("-7").isPositive()).isFalse();
    }
}
