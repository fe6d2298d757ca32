package org.ordercast.adapter;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The layers: the adapter knows the engine by its contract alone, and its parts know each other one way. */
@AnalyzeClasses(packages = "org.ordercast", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ADAPTER = "org.ordercast.adapter..";

    @ArchTest
    static final ArchRule theAdapterUsesTheEnginesContractAndNothingBelow = noClasses()
            .that()
            .resideInAPackage(ADAPTER)
            .should()
            .dependOnClassesThat(
                    resideInAPackage("org.ordercast.engine..").and(resideOutsideOfPackage("org.ordercast.engine")));

    @ArchTest
    static final ArchRule theAdapterNeedsNothingButThePlatform = classes()
            .that()
            .resideInAPackage(ADAPTER)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..", "javax..", "jakarta..", "org.ordercast..", "org.jspecify.annotations.."));

    @ArchTest
    static final ArchRule applicationsSeeNothingOfTheAdapterOrTheEngine = noClasses()
            .that()
            .resideInAPackage("org.ordercast")
            .should()
            .dependOnClassesThat(resideInAnyPackage(ADAPTER, "org.ordercast.engine.."));

    @ArchTest
    static final ArchRule whatIsDeliveredKnowsNothingOfWhatIsSent = noClasses()
            .that()
            .resideInAPackage("org.ordercast.adapter.inbound..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("org.ordercast.adapter.outbound..", "org.ordercast.adapter.administration.."));

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("org.ordercast.adapter.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingButTheAdapterItselfPutsItsPartsTogether = noClasses()
            .that()
            .resideInAPackage("org.ordercast.adapter.*..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.ordercast.adapter"));
}
