package org.ordercast.sample;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Keeps the parts apart: what decides what the book is knows nothing of where it runs. */
@AnalyzeClasses(packages = "org.ordercast.sample", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    @ArchTest
    static final ArchRule THE_BOOK_KNOWS_NOTHING_BUT_JAVA = classes()
            .that()
            .resideInAPackage("..book..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.lang..", "java.util..", "org.jspecify..", "..sample.book..");

    @ArchTest
    static final ArchRule REPLICAS_KNOW_NO_SERVER_NO_CLOCK_AND_NO_NETWORK = noClasses()
            .that()
            .resideInAnyPackage("..sample.book..", "..sample.wire..", "..sample.replica..", "..sample.compare..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "java.net..", "java.time..", "java.nio.file..");

    @ArchTest
    static final ArchRule ONLY_THE_EDGES_KNOW_THE_CONTAINER = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "..sample.container..", "..sample.web..", "..sample.ordered..", "..sample.status..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.ejb..", "jakarta.inject..", "jakarta.enterprise..", "jakarta.ws..", "jakarta.json..");

    @ArchTest
    static final ArchRule THE_APPLICATION_DOES_NOT_KNOW_WHAT_STARTS_SERVERS = noClasses()
            .that()
            .resideOutsideOfPackage("..sample.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..sample.cluster..");
}
