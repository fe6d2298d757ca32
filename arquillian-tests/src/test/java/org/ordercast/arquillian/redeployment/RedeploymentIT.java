package org.ordercast.arquillian.redeployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.arquillian.application.Eventually.eventually;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.ObjectName;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.ordercast.arquillian.application.Administration;
import org.ordercast.arquillian.application.Applications;
import org.ordercast.arquillian.application.DeploymentFailedException;
import org.ordercast.arquillian.application.Eventually;
import org.ordercast.arquillian.application.Management;
import org.ordercast.arquillian.application.Resources;
import org.ordercast.arquillian.payara.PayaraCommands;
import org.ordercast.arquillian.server.FreePorts;
import org.ordercast.arquillian.server.JvmOption;
import org.ordercast.arquillian.server.Settings;
import org.ordercast.arquillian.server.TestGroup;
import org.ordercast.arquillian.server.WithoutAdapter;

/** What is undeployed is gone: its threads, its management beans, its classes. */
@ArquillianTest
@WithoutAdapter
// Otherwise what the JVM's own caches refer to softly would stay for as long as there is memory.
@JvmOption("-XX:SoftRefLRUPolicyMSPerMB=0")
class RedeploymentIT {

    private static final int TIMES = 10;

    /**
     * A thread that the server starts on behalf of an adapter keeps that adapter's class loader for as long as it lives,
     * up to Java 23. Payara starts five for its pool before it uses one again, and one for the ends of adapters.
     */
    private static final int WARM_UP = 6;

    private static final String GREETER = "greeter.war";

    private final Administration administration = new PayaraCommands();

    @Deployment
    static WebArchive application() {
        return Applications.containing(Applications.NAME)
                .addClasses(Footprint.class, Management.class, Eventually.class)
                .addClasses(Administration.class, DeploymentFailedException.class)
                .addClasses(FreePorts.class, TestGroup.class, Settings.class)
                .addPackage(PayaraCommands.class.getPackage())
                .addAsLibrary(Applications.assertions())
                .addAsResource(
                        Applications.asset(Applications.containing("greeter", Greeter.class, Resources.class)),
                        GREETER);
    }

    @Test
    void theAdapterAndItsApplicationCanBeRedeployedWithoutGrowth() throws Exception {
        Path greeter = extract(GREETER);
        redeploy(WARM_UP, greeter);
        long before = Footprint.loadedAdapters();

        redeploy(TIMES, greeter);

        eventually(
                () -> "the classes of " + TIMES + " more adapters are unloaded; there were those of " + before
                        + " and are those of " + Footprint.loadedAdapters(),
                () -> Footprint.loadedAdapters() <= before + TIMES / 5);
    }

    private void redeploy(int times, Path greeter) throws DeploymentFailedException {
        TestGroup group = TestGroup.unique().with("discoveryTime", "200");
        for (int i = 0; i < times; i++) {
            administration.deployAdapter("ordercast", group.properties());
            administration.deployApplication("greeter", greeter);
            awaitGreeting(group);
            administration.undeployApplication("greeter");
            administration.undeployAdapter("ordercast");

            assertThat(Footprint.threads()).isEmpty();
            assertThat(Footprint.managementBeans()).isEmpty();
        }
    }

    @Test
    void anApplicationCanBeRedeployedOnAnAdapterThatGoesOn() throws Exception {
        TestGroup group = TestGroup.unique().with("discoveryTime", "200");
        Path greeter = extract(GREETER);
        administration.deployAdapter("ordercast", group.properties());

        for (int i = 0; i < TIMES; i++) {
            administration.deployApplication("greeter", greeter);
            awaitGreeting(group);
            administration.undeployApplication("greeter");

            // The member's own, and those that force its log, look after it, and give it out.
            assertThat(Footprint.threads()).hasSize(4);
            assertThat(Footprint.managementBeans()).hasSize(3);
        }

        administration.undeployAdapter("ordercast");
    }

    @Test
    void theOrderGoesOnAfterTheAdapterWasRedeployed() throws Exception {
        TestGroup group = TestGroup.unique().with("discoveryTime", "200");
        Path greeter = extract(GREETER);
        for (long life = 1; life <= 3; life++) {
            administration.deployAdapter("ordercast", group.properties());
            administration.deployApplication("greeter", greeter);
            awaitGreeting(group);
            ObjectName member = Management.bean("Member", group.properties().get("group"));
            assertThat(Management.get(member, "Epoch")).isEqualTo(life);
            assertThat(Management.get(member, "Ordered")).isEqualTo(life);
            administration.undeployApplication("greeter");
            administration.undeployAdapter("ordercast");
            assertThat(Footprint.threads()).isEmpty();
        }
    }

    private static void awaitGreeting(TestGroup group) {
        ObjectName subscription = Management.subscription(group.properties().get("group"), Greeter.SUBSCRIPTION);
        eventually(
                "the application's bean got its message",
                () -> Management.get(subscription, "Delivered").equals(1L));
    }

    private static Path extract(String resource) throws IOException {
        Path file = Files.createTempFile("", resource);
        try (InputStream content = RedeploymentIT.class.getResourceAsStream("/" + resource)) {
            Files.write(file, content.readAllBytes());
        }
        return file;
    }
}
