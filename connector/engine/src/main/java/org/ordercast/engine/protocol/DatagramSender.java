package org.ordercast.engine.protocol;

import java.nio.ByteBuffer;
import org.ordercast.engine.membership.Endpoint;

/** Sends datagrams. Called on the protocol's thread; it never waits, and may lose what it is given. */
public interface DatagramSender {

    /**
     * Sends a datagram to every member of the group, this one not needed.
     *
     * @param datagram what to send, from its position to its limit; used only during the call, position left as it was
     */
    void multicast(ByteBuffer datagram);

    /**
     * Sends a datagram to one member.
     *
     * @param to where that member's own socket is reached
     * @param datagram what to send, from its position to its limit; used only during the call, position left as it was
     */
    void unicast(Endpoint to, ByteBuffer datagram);
}
