package io.jobevents.gateway.tools.bench;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The names of an enum's constants on the command line: {@code close-64} for {@code CLOSE_64}, {@code 64} for
 * {@code KEEP_64}.
 */
abstract sealed class OptionWord<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {

    /** The names of targets. */
    static final class OfTarget extends OptionWord<Target> {
        OfTarget() {
            super(Arrays.asList(Target.values()));
        }
    }

    /** The names of the loads of a comparison. */
    static final class OfLoad extends OptionWord<Setting> {
        OfLoad() {
            super(Setting.ROUND);
        }
    }

    private final List<E> constants;

    private OptionWord(List<E> constants) {
        this.constants = constants;
    }

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace("keep_", "").replace('_', '-');
    }

    private Stream<String> words() {
        return constants.stream().map(OptionWord::of);
    }

    @Override
    public E convert(String word) {
        return constants.stream()
                .filter(constant -> of(constant).equals(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'" + word + "' is none of " + String.join(", ", words().toList())));
    }

    @Override
    public Iterator<String> iterator() {
        return words().iterator();
    }
}
