package org.ordercast.arquillian.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Sets a property of the resource adapter in the servers of a test class, where the default will not do. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(AdapterProperty.All.class)
public @interface AdapterProperty {

    /** The property's name. */
    String name();

    /** The property's value. */
    String value();

    /** Several of them. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {

        /** The properties. */
        AdapterProperty[] value();
    }
}
