package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Tests of the versions in {@code pom.xml}: they come from Quarkus' bill of materials where it has one. */
final class PinnedVersionsTest {

    @Test
    void version_isThatOfTheBom_ifTheBomHasTheLibrary() throws Exception {
        assertThat(texts("/project/dependencies/dependency[version]/artifactId"))
                .containsExactlyInAnyOrder(
                        // Not in the BOM ("api" is Strimzi's), except json-schema-validator, which is another,
                        // older library there, and cloudevents-api, which is older there than cloudevents-kafka.
                        "sqlite-jdbc",
                        "assertj-core",
                        "jqwik",
                        "archunit",
                        "json-schema-validator",
                        "api",
                        "cloudevents-kafka",
                        "cloudevents-api");
    }

    @Test
    void version_isNeitherARangeNorASnapshot() throws Exception {
        assertThat(texts("/project/properties/*[contains(name(), '.version')]"))
                .isNotEmpty()
                .allSatisfy(version ->
                        assertThat(version).matches("[0-9][0-9A-Za-z.-]*").doesNotContain("SNAPSHOT"));
        assertThat(texts("/project/build//plugin[not(version)]/artifactId")).isEmpty();
    }

    private static List<String> texts(String path) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
        NodeList nodes = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, pom, XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
