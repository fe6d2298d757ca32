package org.ordercast.adapter.inbound;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What becomes of a message that its bean could not handle in all its attempts. */
enum FailureStrategy {

    /** Delivery stops at the message until an operator resumes it: to go on without it would make replicas differ. */
    STOP("stop"),

    /** The message is passed over. */
    SKIP("skip");

    private final String configured;

    FailureStrategy(String configured) {
        this.configured = configured;
    }

    static Optional<FailureStrategy> of(String configured) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.configured.equals(configured))
                .findFirst();
    }

    static String allowed() {
        return Arrays.stream(values()).map(strategy -> strategy.configured).collect(Collectors.joining(" or "));
    }
}
