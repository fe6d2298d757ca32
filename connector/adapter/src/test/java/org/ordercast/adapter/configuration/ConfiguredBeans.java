package org.ordercast.adapter.configuration;

import jakarta.resource.spi.ConfigProperty;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ordercast.adapter.OrdercastResourceAdapter;
import org.ordercast.adapter.inbound.OrderedActivationSpec;
import org.ordercast.adapter.outbound.OrdercastManagedConnectionFactory;

/** The beans that an operator or a developer configures, and their properties as the code declares them. */
public final class ConfiguredBeans {

    /** A bean, and what it is called where it is configured. */
    public record Bean(String title, Class<?> type) {}

    /** A property of a bean. */
    public record Property(Field field, ConfigProperty declaration) {

        public String name() {
            return field.getName();
        }

        public String description() {
            return String.join(" ", declaration.description());
        }

        public String unit() {
            Unit unit = field.getAnnotation(Unit.class);
            return unit == null ? "" : unit.value();
        }

        public String getter() {
            return "get" + name().substring(0, 1).toUpperCase(Locale.ROOT) + name().substring(1);
        }

        public String setter() {
            return "s" + getter().substring(1);
        }
    }

    private ConfiguredBeans() {}

    public static List<Bean> all() {
        return List.of(
                new Bean("Resource adapter", OrdercastResourceAdapter.class),
                new Bean("Message-driven bean (activation)", OrderedActivationSpec.class),
                new Bean("Connection factory", OrdercastManagedConnectionFactory.class));
    }

    public static List<Property> properties(Class<?> bean) {
        List<Property> properties = new ArrayList<>();
        if (bean.getSuperclass() != null) {
            properties.addAll(properties(bean.getSuperclass()));
        }
        for (Field field : bean.getDeclaredFields()) {
            ConfigProperty declaration = field.getAnnotation(ConfigProperty.class);
            if (declaration != null) {
                properties.add(new Property(field, declaration));
            }
        }
        return properties;
    }
}
