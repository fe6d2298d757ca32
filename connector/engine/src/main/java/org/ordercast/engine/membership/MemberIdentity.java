package org.ordercast.engine.membership;

/**
 * A member in one life.
 *
 * @param id the member's id, as its operator configured it
 * @param incarnation the member's life: a random number, different each time it starts, never 0
 * @param endpoint where the member's own socket is reached
 */
public record MemberIdentity(String id, long incarnation, Endpoint endpoint) {}
