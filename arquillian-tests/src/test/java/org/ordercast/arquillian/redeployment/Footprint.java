package org.ordercast.arquillian.redeployment;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.ordercast.arquillian.application.Management;

/** What the adapter has left in this server's JVM. */
final class Footprint {

    private static final String ADAPTER = "org.ordercast.adapter.OrdercastResourceAdapter";

    private Footprint() {}

    /** Threads of members. */
    static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("ordercast"))
                .collect(Collectors.toSet());
    }

    /** Management beans. */
    static Set<ObjectName> managementBeans() {
        return Management.all();
    }

    /** How many copies of the adapter's main class are loaded, each by a class loader of its own. */
    static long loadedAdapters() {
        System.gc();
        return diagnose("vmClassHierarchy", ADAPTER)
                .lines()
                .filter(line -> line.contains(ADAPTER + "/"))
                .count();
    }

    private static String diagnose(String command, String... arguments) {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            command,
                            new Object[] {arguments},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException("this JVM cannot " + command, e);
        }
    }
}
