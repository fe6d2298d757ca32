package org.ordercast.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.OrderedLog;
import org.ordercast.engine.log.PublisherPosition;

/** The layers: the protocol is pure, drivers know it, and nobody here knows Jakarta. */
@AnalyzeClasses(packages = "org.ordercast.engine", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** The packages of the pure state machine. */
    private static final String[] PURE = {
        "org.ordercast.engine.member..",
        "org.ordercast.engine.protocol..",
        "org.ordercast.engine.discovery..",
        "org.ordercast.engine.frame..",
        "org.ordercast.engine.ordering..",
        "org.ordercast.engine.repair..",
        "org.ordercast.engine.publishing..",
        "org.ordercast.engine.membership..",
        "org.ordercast.engine.security.."
    };

    @ArchTest
    static final ArchRule theEngineKnowsNothingOfJakarta = noClasses()
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("jakarta..", "javax..").and(not(resideInAPackage("javax.crypto.."))));

    @ArchTest
    static final ArchRule ciphersAreForSecurityAlone = noClasses()
            .that()
            .resideOutsideOfPackages("org.ordercast.engine.security..", "org.ordercast.engine.keys..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javax.crypto..");

    @ArchTest
    static final ArchRule theEngineNeedsNothingButTheJdkAndForItsSocketsNetty = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..", "javax.crypto..", "org.ordercast.engine..", "org.jspecify.annotations..", "io.netty.."));

    /** It is done without where it cannot be loaded, so nothing else may need it. */
    @ArchTest
    static final ArchRule nettyIsForTheEpollSocketsAlone = noClasses()
            .that(not(resideInAPackage("org.ordercast.engine.transport")
                    .and(nameMatching(".*\\.(Epoll\\w+|NativeTransport)(\\$.*)?"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule theProtocolOwnsNoSocketAndNoFile = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.channels..", "java.io..", "java.nio.file..");

    @ArchTest
    static final ArchRule theProtocolOwnsNoThreadAndNoLock = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(belongToAnyOf(Thread.class).or(resideInAPackage("java.util.concurrent.locks..")));

    @ArchTest
    static final ArchRule theProtocolOwnsNoClockAndNoDice = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(RandomGenerator.class, "getDefault")
            .orShould()
            .dependOnClassesThat(belongToAnyOf(Clock.class, ThreadLocalRandom.class, SecureRandom.class));

    @ArchTest
    static final ArchRule theProtocolKnowsNoDriver = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "org.ordercast.engine.transport..",
                            "org.ordercast.engine.driver..",
                            "org.ordercast.engine.link..")
                    .or(belongToAnyOf(Member.class, MemberRuntime.class, Cursor.class)));

    @ArchTest
    static final ArchRule ofTheLogTheProtocolKnowsTheBoundaryAlone = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(resideInAPackage("org.ordercast.engine.log..")
                    .and(not(belongToAnyOf(
                            OrderedLog.class,
                            OrderedBatch.class,
                            LogRecord.class,
                            LogState.class,
                            PublisherPosition.class))));

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("org.ordercast.engine.(*)..").should().beFreeOfCycles();
}
