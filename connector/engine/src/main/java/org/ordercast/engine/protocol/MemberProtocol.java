package org.ordercast.engine.protocol;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.log.OrderedLog;
import org.ordercast.engine.membership.MemberIdentity;

/**
 * One member of a group as a pure state machine: what the driver hears, reads from its clock and is asked to publish
 * goes in; what it is to send, append and tell comes out through the interfaces given at construction, during the call.
 * The same inputs give the same outputs.
 *
 * <p>For one thread. Times are nanoseconds of a clock that never goes back, from any origin.
 */
public final class MemberProtocol {

    /**
     * Creates a member that does nothing until {@link #start}.
     *
     * @param settings how the member and its group are set up
     * @param self this member in this life
     * @param maxDatagramSize the largest datagram to send, in bytes
     * @param random where random delays come from
     * @param sender sends datagrams
     * @param publications the messages that wait to be published
     * @param log where the order goes
     * @param events what the operator is told
     * @param counters what is counted
     */
    public MemberProtocol(
            GroupSettings settings,
            MemberIdentity self,
            int maxDatagramSize,
            RandomGenerator random,
            DatagramSender sender,
            PublicationQueue publications,
            OrderedLog log,
            ProtocolEvents events,
            Counters counters) {}

    /**
     * Starts to look for the group.
     *
     * @param now the time
     */
    public void start(long now) {}

    /**
     * Takes a datagram, whoever sent it: what is not valid is counted and dropped.
     *
     * @param datagram the datagram, from its position to its limit; used only during the call
     * @param now the time
     */
    public void onDatagram(ByteBuffer datagram, long now) {}

    /**
     * Says that for now there is no more to read: what was held back to fill frames goes out. Call it after each run of
     * datagrams, timers and publications.
     *
     * @param now the time
     */
    public void onTurnEnd(long now) {}

    /**
     * Does what has become due.
     *
     * @param now the time
     */
    public void onTimer(long now) {}

    /**
     * When {@link #onTimer} wants to be called next.
     *
     * @return a time, in the past if it is due
     */
    public long nextTimer() {
        return Long.MAX_VALUE;
    }

    /**
     * Says that messages wait to be published.
     *
     * @param now the time
     */
    public void onPublicationsWaiting(long now) {}

    /**
     * Says that the log has room again after it had none.
     *
     * @param now the time
     */
    public void onLogRoom(long now) {}

    /**
     * Leaves the group: says so, and fails what is not complete.
     *
     * @param now the time
     */
    public void leave(long now) {}

    /**
     * What the member is doing and knows of its group.
     *
     * @return a snapshot
     */
    @SuppressWarnings("DoNotCallSuggester")
    public GroupSnapshot snapshot() {
        throw new UnsupportedOperationException();
    }
}
