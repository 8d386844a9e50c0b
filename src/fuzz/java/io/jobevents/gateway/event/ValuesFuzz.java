package io.jobevents.gateway.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.jobevents.gateway.callback.Node;
import io.jobevents.gateway.record.Quarantine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fuzz target of values: times, numbers, addresses and texts of any characters, compared with the JDK's or Jackson's
 * parsing.
 */
public final class ValuesFuzz {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?)(Z|([+-])(\\d{2}):?(\\d{2}))");
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(com.fasterxml.jackson.core.json.JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private ValuesFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        String text = new String(input, StandardCharsets.UTF_8);
        checkTime(text);
        checkNumber(text);
        checkUrl(text);
        if (Node.canHold(text)) {
            checkText(text);
        }
        String printable = Quarantine.printable(text, 256);
        RecordRules.require(
                printable.length() == Math.min(text.length(), 256)
                        && printable.chars().allMatch(c -> c >= ' ' && c <= '~'),
                "printable");
        RecordRules.require(
                EventState.of(text) == EventState.OTHER || text.strip().length() == text.length(), "a state");
    }

    private static void checkTime(String text) {
        boolean read = SenderTime.read(text).isPresent();
        RecordRules.require(read == isTime(text), "a time that RFC 3339 has: " + read);
        if (read) {
            String written = SenderTime.read(text).get().text();
            OffsetDateTime time = OffsetDateTime.parse(written);
            RecordRules.require(time.getYear() >= 1 && time.getYear() <= 9999, "a year");
            RecordRules.require(
                    SenderTime.read(written).map(SenderTime::text).orElse("").equals(written), "a time read again");
            RecordRules.require(
                    SenderTime.isNone(text)
                            == (time.toLocalDateTime().equals(LocalDateTime.of(1, 1, 1, 0, 0)) && !text.contains(".")),
                    "no time");
        }
    }

    private static boolean isTime(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches() || text.startsWith("0000")) {
            return false;
        }
        try {
            LocalDateTime.parse(time.group(1) + "T" + time.group(2));
            if (!time.group(3).equals("Z")) {
                int sign = time.group(4).equals("-") ? -1 : 1;
                ZoneOffset.ofHoursMinutes(
                        sign * Integer.parseInt(time.group(5)), sign * Integer.parseInt(time.group(6)));
            }
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static void checkNumber(String text) {
        boolean number = NUMBER.matcher(text).matches();
        SenderNumber read = SenderNumber.read(text).orElse(null);
        if (read == null) {
            RecordRules.require(
                    !number || text.length() > 40 || new BigDecimal(text).precision() > 15 || text.endsWith("0"),
                    "a number that is taken");
            return;
        }
        RecordRules.require(number, "no other number");
        BigDecimal value = new BigDecimal(text);
        String shortest = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        RecordRules.require(read.text().equals(shortest), "the shortest form of a number");
        RecordRules.require(
                new BigDecimal(Double.toString(Double.parseDouble(read.text()))).compareTo(value) == 0,
                "a number that every reader gets exactly");
    }

    private static void checkUrl(String text) {
        CosUrl.read(text)
                .flatMap(CosUrl::key)
                .ifPresent(key -> RecordRules.require(
                        !key.isEmpty()
                                && Node.canHold(key)
                                && key.getBytes(StandardCharsets.UTF_8).length <= Outputs.MAX_KEY,
                        "a key"));
    }

    private static void checkText(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            TextWriter.write(out, text);
        }
        try (JsonParser parser = JSON.createParser(bytes.toByteArray())) {
            parser.nextToken();
            RecordRules.require(parser.getText().equals(text), "a text read again");
        }
    }
}
