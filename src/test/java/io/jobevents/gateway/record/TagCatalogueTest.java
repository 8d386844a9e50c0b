package io.jobevents.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of {@link TagCatalogue}: known tags have their own topics, others share one. */
class TagCatalogueTest {

    private static final TagCatalogue CATALOGUE = new TagCatalogue(Set.of("NewTag", "transcode"));

    @ParameterizedTest
    @CsvSource({
        "Transcode, transcode",
        "transcode, transcode",
        "TRANSCODE, transcode",
        "SDRtoHDR, sdrtohdr",
        "DocAIGCMetadata, docaigcmetadata",
        "ReviewImage, other",
        "NewTag, newtag",
        "newtag, newtag",
        "Invented, other",
        "other, other",
        "untagged, other",
        "' Transcode', other",
        "transcode.x, other",
        "TRANSCODİNG, other",
        "ſegment, other"
    })
    void tag_hasATopicPart(String tag, String part) {
        assertThat(CATALOGUE.part(Optional.of(tag))).isEqualTo(part);
        assertThat(CATALOGUE.parts()).contains(part);
    }

    @Test
    void missingTag_isUntagged() {
        assertThat(CATALOGUE.part(Optional.empty())).isEqualTo("untagged");
    }

    @Test
    void tooLongTag_isOther() {
        assertThat(CATALOGUE.part(Optional.of("t".repeat(1 << 20)))).isEqualTo("other");
    }

    /** The known tags, an extra one, {@code other} and {@code untagged}. */
    @Test
    void parts_areAClosedSet() {
        assertThat(CATALOGUE.parts())
                .hasSize(TagCatalogue.KNOWN.size() + 1 + 2)
                .allMatch(part -> part.matches("[a-z0-9]{1,40}"));
    }

    @Test
    void turkishLocale_tagHasTheSamePart() {
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(new TagCatalogue(Set.of()).part(Optional.of("IMAGEINSPECT")))
                    .isEqualTo("imageinspect");
        } finally {
            Locale.setDefault(locale);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a b", "ä", "other", "Untagged", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void invalidExtraTag_isRefused(String tag) {
        assertThatThrownBy(() -> new TagCatalogue(Set.of(tag)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + tag + "' is no tag: letters and digits, at most 40, neither other nor untagged");
    }
}
