package io.jobevents.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Architecture tests: allowed dependencies between packages, names of types, null-marking. */
@Execution(ExecutionMode.CONCURRENT) // only reads classes
final class ShapeTest {

    private static final String ROOT = "io.jobevents.gateway";

    /**
     * The packages with input and output. They depend on the root and the packages below it, not on each other;
     * {@code console} also on {@code replay}.
     */
    private static final List<String> DOORS = List.of("console", "http", "kafka", "metrics", "replay", "spool");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void packages_dependInOneDirection() {
        var layers = layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
                .layer("callback")
                .definedBy(ROOT + ".callback..")
                .layer("event")
                .definedBy(ROOT + ".event..")
                .layer("record")
                .definedBy(ROOT + ".record..")
                .layer("root")
                .definedBy(ROOT);
        layers =
                layers.layer("cli").definedBy(ROOT + ".cli..").whereLayer("cli").mayNotBeAccessedByAnyLayer();
        layers = layers.layer("document").definedBy(ROOT + ".document..");
        for (String door : DOORS) {
            layers = layers.optionalLayer(door).definedBy(ROOT + "." + door + "..");
            layers = door.equals("replay")
                    ? layers.whereLayer(door).mayOnlyBeAccessedByLayers("cli", "console")
                    : layers.whereLayer(door).mayOnlyBeAccessedByLayers("cli");
        }

        layers.whereLayer("document")
                .mayOnlyBeAccessedByLayers("http", "cli")
                .whereLayer("root")
                .mayOnlyBeAccessedByLayers(Stream.concat(DOORS.stream(), Stream.of("cli", "document"))
                        .toArray(String[]::new))
                .whereLayer("record")
                .mayOnlyAccessLayers("event", "callback")
                .whereLayer("event")
                .mayOnlyAccessLayers("callback")
                .whereLayer("callback")
                .mayNotAccessAnyLayer()
                .ensureAllClassesAreContainedInArchitecture()
                .check(CLASSES);
    }

    @Test
    void callbackEventRecord_dependOnNeitherQuarkusNorKafka() {
        noClasses()
                .that(resideInAnyPackage(ROOT + ".callback..", ROOT + ".event..", ROOT + ".record.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..", "jakarta..", "io.smallrye..", "org.apache.kafka..", "io.vertx..", "org.jboss..")
                .check(CLASSES);
    }

    /** They can neither open connections nor store anything. */
    @Test
    void offlineCommands_dependOnNoInputOrOutput() {
        noClasses()
                .that(resideInAPackage(ROOT + ".cli")
                        .and(nameMatching(".*\\.(Check|BodyCheck|OfflineConfig|AsyncApi).*"))
                        .or(resideInAPackage(ROOT + ".document")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(Stream.concat(
                                DOORS.stream().map(door -> ROOT + "." + door + ".."),
                                Stream.of("jakarta..", "io.vertx..", "org.apache.kafka..", "java.net.."))
                        .toArray(String[]::new)))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.quarkus.runtime.Quarkus")
                .check(CLASSES);
    }

    @Test
    void testkit_dependsOnNeitherTestsNorTools() {
        JavaClasses testkit = new ClassFileImporter().importPackages(ROOT + ".testkit");

        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".tools..")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Test")
                .check(testkit.that(DescribedPredicate.not(simpleNameEndingWith("Test"))));
    }

    @Test
    void typeNames_haveNoGenericSuffix() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Service)")
                .check(CLASSES);
    }

    @Test
    void packages_areNullMarked() {
        List<String> unmarked = CLASSES.stream()
                .map(type -> type.getPackage())
                .distinct()
                .filter(named -> !named.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .toList();

        assertThat(CLASSES.size()).isGreaterThan(50);
        assertThat(unmarked).isEmpty();
    }
}
