package org.ordercast;

/**
 * A member of a group's current view.
 *
 * @param id the member's id
 * @param incarnation the member's life: a number that is different each time it starts
 * @param address the member's unicast address and port
 * @param sequencer whether it holds the ordering role
 * @param acknowledged the highest sequence up to which it is known to hold everything; known at the sequencer for all
 *     members, elsewhere for this server's own, and -1 where unknown
 */
public record MemberStatus(String id, long incarnation, String address, boolean sequencer, long acknowledged) {}
