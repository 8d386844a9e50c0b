package io.jobevents.gateway.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of {@link KnownNames}. */
class KnownNamesTest {

    @Test
    void find_knownName_returnsItsInstance() {
        String name = new String("JobsDetail");
        KnownNames known = KnownNames.of(Set.of(name, "State"));

        assertThat(find(known, "JobsDetail")).isSameAs(name);
        assertThat(known.find("<JobsDetail>".toCharArray(), 1, 10, name.hashCode()))
                .isSameAs(name);
        assertThat(find(known, "State")).isEqualTo("State");
    }

    @Test
    void find_unknownName_returnsNothing() {
        KnownNames known = KnownNames.of(Set.of("JobsDetail", "Aa"));

        assertThat(find(known, "JobsDetai")).isEmpty();
        assertThat(find(known, "JobsDetails")).isEmpty();
        assertThat(find(known, "")).isEmpty();
        assertThat("BB".hashCode()).isEqualTo("Aa".hashCode());
        assertThat(find(known, "BB")).isEmpty();
    }

    @Test
    void namesOfXml_areConstants() {
        assertThat(find(KnownNames.of(Set.of()), "xmlns")).isSameAs("xmlns");
        assertThat(find(KnownNames.of(Set.of(new String("xml"))), "xml")).isSameAs("xml");
    }

    @Test
    void namesWithEqualHashes_areDistinguished() {
        Set<String> names = IntStream.range(0, 64)
                .mapToObj(i -> Integer.toBinaryString(64 + i).replace("0", "Aa").replace("1", "BB"))
                .collect(Collectors.toSet());
        KnownNames known = KnownNames.of(names);

        assertThat(names.stream().map(String::hashCode).distinct()).hasSize(1);
        assertThat(names).allSatisfy(name -> assertThat(find(known, name)).isEqualTo(name));
    }

    private static String find(KnownNames known, String name) {
        return known.find(name.toCharArray(), 0, name.length(), name.hashCode());
    }
}
