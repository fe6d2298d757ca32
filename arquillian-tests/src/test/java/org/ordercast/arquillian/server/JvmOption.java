package org.ordercast.arquillian.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Starts the servers of a test class with an option of the Java virtual machine. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface JvmOption {

    /** The option, without spaces. */
    String value();
}
