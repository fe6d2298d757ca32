package org.ordercast;

import java.util.Objects;

/**
 * A source of messages: one member in one life.
 *
 * @param member the member's id, as its operator configured it
 * @param incarnation the member's life: a number that is different each time the member starts
 */
public record PublisherId(String member, long incarnation) {

    /**
     * Checks that the member is given.
     *
     * @param member the member's id
     * @param incarnation the member's life
     */
    public PublisherId {
        Objects.requireNonNull(member, "member");
    }
}
