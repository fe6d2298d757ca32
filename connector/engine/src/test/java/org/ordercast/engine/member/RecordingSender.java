package org.ordercast.engine.member;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.DatagramSender;

/** Keeps what is sent, for a test to look at. */
public final class RecordingSender implements DatagramSender {

    /**
     * A datagram that was sent.
     *
     * @param to where to, empty for the whole group
     * @param datagram its bytes
     */
    public record Sent(Optional<Endpoint> to, ByteBuffer datagram) {

        /**
         * What the datagram is.
         *
         * @return its type
         */
        public FrameType type() {
            return FrameHeader.type(datagram);
        }
    }

    private final List<Sent> sent = new ArrayList<>();

    /** Creates a sender that has sent nothing. */
    public RecordingSender() {}

    @Override
    public void multicast(ByteBuffer datagram) {
        sent.add(new Sent(Optional.empty(), copy(datagram)));
    }

    @Override
    public void unicast(Endpoint to, ByteBuffer datagram) {
        sent.add(new Sent(Optional.of(to), copy(datagram)));
    }

    /**
     * What was sent since the last call.
     *
     * @return the datagrams, in the order in which they were sent
     */
    public List<Sent> take() {
        List<Sent> all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    private static ByteBuffer copy(ByteBuffer datagram) {
        return ByteBuffer.allocate(datagram.remaining())
                .put(datagram.duplicate())
                .flip();
    }
}
