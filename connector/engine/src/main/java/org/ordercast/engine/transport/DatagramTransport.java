package org.ordercast.engine.transport;

import java.io.IOException;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.DatagramSender;

/**
 * Carries a member's datagrams, and is what the member's thread parks in. For that thread alone from its first
 * {@link #receive} or {@link #await} on, but for {@link #wakeUp}; only {@code await} waits for the network.
 */
public interface DatagramTransport extends DatagramSender, AutoCloseable {

    /**
     * Where other members reach this one.
     *
     * @return the address and port of the member's own socket
     */
    Endpoint endpoint();

    /**
     * The largest datagram to send.
     *
     * @return a size in bytes
     */
    int maxDatagramSize();

    /**
     * Receives what has arrived.
     *
     * @param receiver takes each datagram
     * @param limit how many to receive at most
     * @return how many were received; fewer than {@code limit} when for now there are no more
     * @throws IOException if a socket is broken
     */
    int receive(DatagramReceiver receiver, int limit) throws IOException;

    /**
     * Sends what was held back to go out together. A turn ends with it, and so nothing is late that is alone.
     */
    void flush();

    /**
     * Waits until there is something to receive, somebody wakes this thread up, or the time is over. May return early.
     *
     * @param nanos how long to wait at most, more than 0; met to the millisecond
     * @throws IOException if a socket is broken
     */
    void await(long nanos) throws IOException;

    /** Ends the current {@link #await}, or, if there is none, the next. From any thread. */
    void wakeUp();

    /** Gives back the sockets. Closing again has no effect. */
    @Override
    void close();
}
