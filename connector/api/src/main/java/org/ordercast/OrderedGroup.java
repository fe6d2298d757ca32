package org.ordercast;

import java.util.List;
import java.util.Optional;

/**
 * Shows this server's member of a group, and steers its subscriptions. An administered object, looked up or injected as
 * a resource; safe for use by several threads. Every answer is a snapshot.
 */
public interface OrderedGroup {

    /**
     * The group's name.
     *
     * @return the name
     */
    String groupName();

    /**
     * This server's member id.
     *
     * @return the member id
     */
    String memberId();

    /**
     * What this server's member is doing.
     *
     * @return the state
     */
    MemberState state();

    /**
     * The member that holds the ordering role, as this server knows it.
     *
     * @return the sequencer's member id, or empty while there is none
     */
    Optional<String> sequencer();

    /**
     * The members of the group's current view.
     *
     * @return the members, empty before this server joined
     */
    List<MemberStatus> members();

    /**
     * How far the order has come, as this server knows it.
     *
     * @return the positions
     */
    GroupPositions positions();

    /**
     * The subscriptions of this server.
     *
     * @return the subscriptions, ordered by name
     */
    List<SubscriptionStatus> subscriptions();

    /**
     * Holds a subscription's delivery after the message it is at. Its messages are kept, in order, for
     * {@link #resume(String)}.
     *
     * @param subscription the subscription's name
     * @throws OrdercastException if there is no such subscription on this server
     */
    void pause(String subscription) throws OrdercastException;

    /**
     * Goes on with a subscription that was paused, or that stopped at a message that its bean could not handle: that
     * message is delivered again first.
     *
     * @param subscription the subscription's name
     * @throws OrdercastException if there is no such subscription on this server
     */
    void resume(String subscription) throws OrdercastException;
}
