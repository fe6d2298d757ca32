package org.ordercast.engine.transport;

import java.io.IOException;

/** A socket whose system, or network device, cuts what is sent at once into datagrams. */
interface SegmentingSocket extends UdpSocket {

    /**
     * Sets how what is sent from now on is cut.
     *
     * @param size the length of each datagram but the last, which may be shorter; 0 to cut nothing
     */
    void segmentBy(int size) throws IOException;
}
