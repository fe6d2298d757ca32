package org.ordercast.adapter.configuration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The unit of a configuration property, for the reference that is made from the code. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Unit {

    /**
     * The unit.
     *
     * @return for example {@code ms} or {@code bytes}
     */
    String value();
}
