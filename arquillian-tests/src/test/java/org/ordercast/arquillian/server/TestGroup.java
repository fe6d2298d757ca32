package org.ordercast.arquillian.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The settings of a group that no other test has, on this machine or in this build: its name and its port. */
public final class TestGroup {

    private final Map<String, String> properties;

    private TestGroup(Map<String, String> properties) {
        this.properties = properties;
    }

    /** Invents a group. */
    public static TestGroup unique() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("group", "test-" + UUID.randomUUID());
        properties.put("port", Integer.toString(FreePorts.udp()));
        properties.put("networkInterface", "loopback");
        properties.put("timeToLive", "0");
        return new TestGroup(properties);
    }

    /** The group with one more property. */
    public TestGroup with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(properties);
        more.put(name, value);
        return new TestGroup(more);
    }

    /** The properties of a resource adapter in this group, by their names. */
    public Map<String, String> properties() {
        return Map.copyOf(properties);
    }
}
