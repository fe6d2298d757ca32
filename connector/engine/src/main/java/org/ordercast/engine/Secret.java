package org.ordercast.engine;

import java.util.Objects;

/**
 * A setting that nobody may see: it shows itself in no log line, exception or snapshot that its settings come into.
 *
 * @param value the secret; empty where it is not set
 */
public record Secret(String value) {

    /** A secret that is not set. */
    public static final Secret NONE = new Secret("");

    /**
     * Keeps a secret.
     *
     * @param value the secret; empty where it is not set
     */
    public Secret {
        Objects.requireNonNull(value, "value");
    }

    /**
     * Whether the secret is set.
     *
     * @return true if it is not empty
     */
    public boolean isSet() {
        return !value.isEmpty();
    }

    /** Says whether there is a secret, and nothing of it. */
    @Override
    public String toString() {
        return isSet() ? "(set)" : "(not set)";
    }
}
