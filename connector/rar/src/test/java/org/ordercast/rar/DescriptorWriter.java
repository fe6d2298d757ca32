package org.ordercast.rar;

import jakarta.resource.spi.Activation;
import jakarta.resource.spi.AdministeredObject;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.ConnectionDefinition;
import jakarta.resource.spi.Connector;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Deque;
import org.ordercast.adapter.OrdercastResourceAdapter;
import org.ordercast.adapter.administration.OrdercastGroup;
import org.ordercast.adapter.inbound.OrderedActivationSpec;
import org.ordercast.adapter.outbound.OrdercastManagedConnectionFactory;

/** Writes the deployment descriptor that says what the adapter's annotations say. */
final class DescriptorWriter {

    private final StringBuilder xml = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    static String descriptor() {
        DescriptorWriter writer = new DescriptorWriter();
        writer.write();
        return writer.xml.toString();
    }

    private void write() {
        Connector connector = OrdercastResourceAdapter.class.getAnnotation(Connector.class);
        xml.append("""
                <?xml version="1.0" encoding="UTF-8"?>
                <!-- Says what the annotations of the adapter's classes say, for servers that want a descriptor; complete, so that
                     none has to search the classes. A test keeps the two in agreement. -->
                <connector xmlns="https://jakarta.ee/xml/ns/jakartaee"
                           xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                           xsi:schemaLocation="https://jakarta.ee/xml/ns/jakartaee https://jakarta.ee/xml/ns/jakartaee/connector_2_1.xsd"
                           version="2.1" metadata-complete="true">
                """);
        open.push("connector");
        element("module-name", "ordercast");
        element("description", connector.description()[0]);
        element("display-name", connector.displayName()[0]);
        element("vendor-name", connector.vendorName());
        element("eis-type", connector.eisType());
        element("resourceadapter-version", connector.version());
        begin("resourceadapter");
        element("resourceadapter-class", OrdercastResourceAdapter.class.getName());
        properties(OrdercastResourceAdapter.class);
        outbound(connector);
        inbound();
        administered();
        end();
        end();
    }

    private void outbound(Connector connector) {
        Class<?> factory = OrdercastManagedConnectionFactory.class;
        ConnectionDefinition definition = factory.getAnnotation(ConnectionDefinition.class);
        begin("outbound-resourceadapter");
        // TomEE names the resource after the id.
        begin("connection-definition", " id=\"OrdercastConnectionFactory\"");
        element("managedconnectionfactory-class", factory.getName());
        properties(factory);
        element("connectionfactory-interface", definition.connectionFactory().getName());
        element(
                "connectionfactory-impl-class",
                definition.connectionFactoryImpl().getName());
        element("connection-interface", definition.connection().getName());
        element("connection-impl-class", definition.connectionImpl().getName());
        end();
        element("transaction-support", connector.transactionSupport().name());
        element("reauthentication-support", Boolean.toString(connector.reauthenticationSupport()));
        end();
    }

    private void inbound() {
        Class<?> spec = OrderedActivationSpec.class;
        begin("inbound-resourceadapter");
        begin("messageadapter");
        for (Class<?> listener : spec.getAnnotation(Activation.class).messageListeners()) {
            begin("messagelistener", " id=\"OrderedMessageListener\"");
            element("messagelistener-type", listener.getName());
            begin("activationspec");
            element("activationspec-class", spec.getName());
            properties(spec);
            end();
            end();
        }
        end();
        end();
    }

    private void administered() {
        Class<?> object = OrdercastGroup.class;
        for (Class<?> type : object.getAnnotation(AdministeredObject.class).adminObjectInterfaces()) {
            begin("adminobject", " id=\"OrdercastGroup\"");
            element("adminobject-interface", type.getName());
            element("adminobject-class", object.getName());
            properties(object);
            end();
        }
    }

    private void properties(Class<?> bean) {
        if (bean.getSuperclass() != null) {
            properties(bean.getSuperclass());
        }
        for (Field field : bean.getDeclaredFields()) {
            ConfigProperty property = field.getAnnotation(ConfigProperty.class);
            if (property != null) {
                property(field.getName(), property);
            }
        }
    }

    private void property(String name, ConfigProperty property) {
        begin("config-property");
        element("description", property.description()[0]);
        element("config-property-name", name);
        element("config-property-type", property.type().getName());
        // An empty default is the field's own; some servers cannot read an empty value.
        if (!property.defaultValue().isEmpty()) {
            element("config-property-value", property.defaultValue());
        }
        if (property.confidential()) {
            element("config-property-confidential", "true");
        }
        end();
    }

    private void begin(String name) {
        begin(name, "");
    }

    private void begin(String name, String attributes) {
        indent().append('<').append(name).append(attributes).append(">\n");
        open.push(name);
    }

    private void end() {
        String name = open.pop();
        indent().append("</").append(name).append(">\n");
    }

    private void element(String name, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        indent().append('<')
                .append(name)
                .append('>')
                .append(escaped)
                .append("</")
                .append(name)
                .append(">\n");
    }

    private StringBuilder indent() {
        return xml.append("  ".repeat(open.size()));
    }
}
