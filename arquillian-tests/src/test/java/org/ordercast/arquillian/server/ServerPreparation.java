package org.ordercast.arquillian.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.arquillian.config.descriptor.api.ProtocolDef;
import org.jboss.arquillian.container.spi.Container;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.event.container.BeforeDeploy;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.test.spi.TestClass;
import org.ordercast.arquillian.payara.PayaraMicro;

/**
 * Prepares a server for its start, which for a managed server is the deployment of the test's application: a directory
 * and a port of its own, and a resource adapter whose group is the test class's alone.
 */
final class ServerPreparation {

    @Inject
    private Instance<Container<?>> container;

    @Inject
    private Instance<TestClass> testClass;

    private final Map<Class<?>, TestGroup> groups = new HashMap<>();

    /** A server that is started again has the home directory that it had before, and nobody's but its test's. */
    private final Map<String, Path> homes = new HashMap<>();

    void prepare(@Observes BeforeDeploy event) throws Exception {
        prepare(container.get(), testClass.get().getJavaClass());
    }

    private <C extends ContainerConfiguration> void prepare(Container<C> server, Class<?> test) throws Exception {
        ServerData data = test.getAnnotation(ServerData.class);
        TestGroup group = groups.computeIfAbsent(test, ServerPreparation::groupOf);
        Optional<TestGroup> adapter = Optional.of(data == null ? group.with("memberId", server.getName()) : group)
                .filter(any -> !test.isAnnotationPresent(WithoutAdapter.class));
        Path directory = emptyDirectory(test, server.getName());
        Path home = home(test, data != null && data.shared() ? "all" : server.getName());
        int port = FreePorts.tcp();
        PayaraMicro.options(directory, home, port, adapter, Path.of(Settings.rar()))
                .forEach(server.getContainerConfiguration()::overrideProperty);
        if (data != null && data.rootDirectory()) {
            addTo(server, "extraMicroOptions", "--rootDir " + home.resolve("root"));
        }
        if (test.isAnnotationPresent(JvmOption.class)) {
            addTo(server, "cmdOptions", test.getAnnotation(JvmOption.class).value());
        }
        C configuration = server.createDeployableConfiguration();
        configuration.validate();
        server.getDeployableContainer().setup(configuration);
        // Arquillian would use the address that the server prints, which is not the one it listens on.
        for (ProtocolDef protocol : server.getContainerConfiguration().getProtocols()) {
            protocol.property("host", "127.0.0.1").property("port", Integer.toString(port));
        }
        RunningServers.add(server.getName(), port);
    }

    private static void addTo(Container<?> server, String property, String more) {
        String options = server.getContainerConfiguration().getContainerProperty(property);
        server.getContainerConfiguration().overrideProperty(property, options + " " + more);
    }

    private static TestGroup groupOf(Class<?> test) {
        TestGroup group = TestGroup.unique();
        for (AdapterProperty property : test.getAnnotationsByType(AdapterProperty.class)) {
            group = group.with(property.name(), property.value());
        }
        return group;
    }

    private Path home(Class<?> test, String owner) throws IOException {
        String key = test.getName() + " " + owner;
        if (!homes.containsKey(key)) {
            homes.put(key, emptyDirectory(test, owner + "-home"));
        }
        return homes.get(key);
    }

    private static Path emptyDirectory(Class<?> test, String server) throws IOException {
        Path parent = Files.createDirectories(Path.of(Settings.directory()));
        return Files.createTempDirectory(parent, test.getSimpleName() + "-" + server + "-");
    }
}
