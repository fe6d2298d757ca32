package org.ordercast.arquillian.application;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Reads and steers the adapter of this server as a management client does, by names alone. */
public final class Management {

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private Management() {}

    /** The names of all of the adapter's beans. */
    public static Set<ObjectName> all() {
        return find("org.ordercast:*");
    }

    /** The bean of a type in a group. */
    public static ObjectName bean(String type, String group) {
        return one("org.ordercast:type=" + type + ",group=" + ObjectName.quote(group) + ",*");
    }

    /** The bean of a subscription to a group. */
    public static ObjectName subscription(String group, String name) {
        return one("org.ordercast:type=Subscription,group=" + ObjectName.quote(group) + ",name="
                + ObjectName.quote(name) + ",*");
    }

    /** A bean's attribute. */
    public static Object get(ObjectName bean, String attribute) {
        try {
            return SERVER.getAttribute(bean, attribute);
        } catch (JMException e) {
            throw new IllegalStateException(bean + " has no " + attribute, e);
        }
    }

    /** Calls a bean's operation that takes no parameters. */
    public static void call(ObjectName bean, String operation) {
        try {
            SERVER.invoke(bean, operation, new Object[0], new String[0]);
        } catch (JMException e) {
            throw new IllegalStateException(bean + " cannot " + operation, e);
        }
    }

    private static ObjectName one(String pattern) {
        Set<ObjectName> found = find(pattern);
        if (found.size() != 1) {
            throw new AssertionError(pattern + " is " + found + " of " + all());
        }
        return found.iterator().next();
    }

    private static Set<ObjectName> find(String pattern) {
        try {
            return SERVER.queryNames(new ObjectName(pattern), null);
        } catch (JMException e) {
            throw new IllegalArgumentException(pattern, e);
        }
    }
}
