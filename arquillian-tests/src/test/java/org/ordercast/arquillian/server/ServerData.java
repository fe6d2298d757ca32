package org.ordercast.arquillian.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has the resource adapters of a test class's servers keep their logs as they do by default, and find their own ids: none
 * has a memberId.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ServerData {

    /** Whether all servers have one home directory, as servers of one user on one host have. */
    boolean shared() default false;

    /** Whether each server has a root directory that lasts, in which the log is then kept. */
    boolean rootDirectory() default false;
}
