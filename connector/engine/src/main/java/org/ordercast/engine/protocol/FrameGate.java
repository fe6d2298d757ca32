package org.ordercast.engine.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the network and the protocol: lets in the frames of this group that are whole, or authentic where the
 * group has a key, and counts what it refuses. Called on the protocol's thread.
 */
public interface FrameGate {

    /**
     * Takes a datagram, whoever sent it.
     *
     * @param datagram the datagram, from its position to its limit; used only during the call and left as it was
     * @param now the time, in nanoseconds of the protocol's clock
     * @return the frame in a buffer of its own, from index 0 to its limit, with a known type and no flag but prompt; null
     *     if it was refused
     */
    @Nullable
    ByteBuffer admit(ByteBuffer datagram, long now);
}
