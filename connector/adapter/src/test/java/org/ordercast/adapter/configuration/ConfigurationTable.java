package org.ordercast.adapter.configuration;

import java.util.List;
import org.ordercast.adapter.configuration.ConfiguredBeans.Bean;
import org.ordercast.adapter.configuration.ConfiguredBeans.Property;

/** Writes the reference of every configuration property, as Markdown. */
public final class ConfigurationTable {

    static final String BEGIN = "<!-- configuration:begin -->";
    static final String END = "<!-- configuration:end -->";

    private ConfigurationTable() {}

    /** Prints the tables, for the README. */
    public static void main(String[] arguments) {
        System.out.print(markdown());
    }

    static String markdown() {
        StringBuilder out = new StringBuilder();
        for (Bean bean : ConfiguredBeans.all()) {
            table(out, bean.title(), ConfiguredBeans.properties(bean.type()));
        }
        return out.toString();
    }

    private static void table(StringBuilder out, String title, List<Property> properties) {
        out.append(out.isEmpty() ? "" : "\n").append("**").append(title).append("**\n\n");
        out.append("| property | type | unit | default | description |\n");
        out.append("| --- | --- | --- | --- | --- |\n");
        for (Property property : properties) {
            String value = property.declaration().defaultValue();
            out.append("| `").append(property.name());
            out.append("` | ").append(property.declaration().type().getSimpleName());
            out.append(" | ").append(property.unit());
            out.append(" | ").append(value.isEmpty() ? "" : "`" + value + "`");
            out.append(" | ").append(property.description().replace("|", "\\|")).append(" |\n");
        }
    }
}
