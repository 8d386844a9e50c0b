package io.jobevents.gateway.testkit.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of {@link Template}: only ids are replaced. */
final class TemplateTest {

    @Test
    void fill_replacesOnlyIds() {
        Template xml = Template.ofCallback("<R><JobId>a</JobId><N>电影</N><JobIdx>b</JobIdx></R>".getBytes(UTF_8));
        Template json = Template.ofCallback("{\"JobId\" : \"a\", \"RunId\":\"\"}".getBytes(UTF_8));

        assertThat(new String(xml.fill("j1"), UTF_8)).isEqualTo("<R><JobId>j1</JobId><N>电影</N><JobIdx>b</JobIdx></R>");
        assertThat(new String(json.fill("j1"), UTF_8)).isEqualTo("{\"JobId\" : \"j1-1\", \"RunId\":\"j1-2\"}");
    }

    @Test
    void callbackWithoutIds_isRefused() {
        assertThatThrownBy(() -> Template.ofCallback("{\"message\":\"probe\"}".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void generatedBodies_haveManySizes() {
        List<Integer> sizes = GeneratedBodies.accepted().stream()
                .map(template -> template.fill("j0123456789abcdef").length)
                .toList();

        assertThat(sizes).hasSizeGreaterThan(50).allMatch(size -> size > 200 && size < 9_000);
        assertThat(sizes).anyMatch(size -> size < 800).anyMatch(size -> size > 7_500);
    }
}
