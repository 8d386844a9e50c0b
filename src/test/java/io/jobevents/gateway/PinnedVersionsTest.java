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

/** The versions of dependencies: Quarkus's bill of materials decides, so that what is released together is used together. */
final class PinnedVersionsTest {

    @Test
    void version_isTheBoms_unlessTheBomHasNone() throws Exception {
        assertThat(texts("/project/dependencies/dependency[version]/artifactId"))
                .containsExactlyInAnyOrder(
                        // The BOM has none of these ("api" is Strimzi's), but for a schema validator that is years
                        // older and another library, and for CloudEvents' API in a version before that of its Kafka
                        // part.
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
    void version_isOneNumber() throws Exception {
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
