package org.ordercast.engine.security;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.protocol.FrameGate;
import org.ordercast.engine.protocol.ProtocolEvents;

/** The gate of a group without a key: a checksum tells what is damaged, and nothing tells what is forged. */
public final class PlainGate implements FrameGate {

    /** Holds any UDP datagram. */
    private static final int ANY_DATAGRAM = 65_536;

    private final long groupId;
    private final Counters counters;
    private final ProtocolEvents events;
    private boolean warned;

    /** For frames that do not begin where their buffers do. */
    private final ByteBuffer frame = ByteBuffer.allocate(ANY_DATAGRAM);

    /**
     * Creates a gate.
     *
     * @param groupId the number that stands for the group
     * @param counters what is counted
     * @param events what the operator is told
     */
    public PlainGate(long groupId, Counters counters, ProtocolEvents events) {
        this.groupId = groupId;
        this.counters = counters;
        this.events = events;
    }

    @Override
    public @Nullable ByteBuffer admit(ByteBuffer datagram, long now) {
        Counter wrong = FrameHeader.checkOutside(datagram, groupId);
        if (wrong == null) {
            wrong = FrameHeader.looksSealed(datagram) ? sealed(datagram) : FrameHeader.checkInside(datagram);
        }
        if (wrong != null) {
            counters.increment(wrong);
            return null;
        }
        if (datagram.position() == 0) {
            return datagram;
        }
        int length = datagram.remaining();
        return frame.clear().limit(length).put(0, datagram, datagram.position(), length);
    }

    private Counter sealed(ByteBuffer datagram) {
        if (!warned) {
            warned = true;
            events.warning("the peer with incarnation " + PeerWarnings.name(FrameHeader.source(datagram))
                    + " seals its datagrams, and this member has no key; give this member the group's key, or that peer"
                    + " another group or port. All such datagrams are dropped and counted (" + Counter.DROPPED_SEALED
                    + ")");
        }
        return Counter.DROPPED_SEALED;
    }
}
