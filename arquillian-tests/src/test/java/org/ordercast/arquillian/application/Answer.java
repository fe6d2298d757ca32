package org.ordercast.arquillian.application;

/** What a bean does with a message. */
public enum Answer {

    /** Returns, and lets the transaction be committed if there is one. */
    ACCEPT,

    /** Throws an exception. */
    THROW,

    /** Marks its transaction for rollback, and returns. */
    ROLL_BACK
}
