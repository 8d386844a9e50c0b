package io.jobevents.gateway.callback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of {@link XmlReferences}: references to illegal characters are replaced in text and attributes only. */
class XmlReferencesTest {

    @ParameterizedTest
    @CsvSource({
        "&#0;, \uFFFD",
        "&#x0;, \uFFFD",
        "&#31;, \uFFFD",
        "&#x1f;, \uFFFD",
        "&#x1F;&#2;, \uFFFD\uFFFD",
        "&#000001;, \uFFFD",
        "&#xD800;, \uFFFD",
        "&#57343;, \uFFFD",
        "&#xFFFE;, \uFFFD",
        "&#x110000;, \uFFFD",
        "&#99999999999999999999;, \uFFFD",
        "<a b='&#1;'>&#1;c</a>, <a b='\uFFFD'>\uFFFDc</a>",
        "<![CDATA[&#1;]]>&#1;, <![CDATA[&#1;]]>\uFFFD",
        "<!--&#1;-->&#1;, <!--&#1;-->\uFFFD",
        "<?a &#1;?>&#1;, <?a &#1;?>\uFFFD",
        "<![CDATA[]]&#1;]]>&#1;, <![CDATA[]]&#1;]]>\uFFFD",
        "&&#1;, &\uFFFD",
        "&#&#1;, &#\uFFFD"
    })
    void illegalReference_isReplaced(String xml, String clean) {
        assertThat(XmlReferences.replaceIllegal(xml)).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<a/>",
                "&amp;#1;",
                "&#9;&#10;&#13;&#32;",
                "&#x10FFFF;&#xE000;&#xD7FF;",
                "&#",
                "&#x",
                "&#;",
                "&#x;",
                "&#1",
                "&#1 ;",
                "&#1a;",
                "&#X1;",
                "&#-1;",
                "&#xg;",
                "<![CDATA[&#1;",
                "<!--&#1;",
                "<?&#1;",
                "<![CDATA[&#1;]]",
                "&# 1;"
            })
    void otherText_isUnchanged(String xml) {
        assertThat(XmlReferences.replaceIllegal(xml)).isSameAs(xml);
    }
}
