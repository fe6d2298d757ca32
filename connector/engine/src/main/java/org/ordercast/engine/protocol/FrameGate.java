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
     * @return the frame, from index 0 to its limit, with a known type and no flags but prompt and direct; valid as long as the
     *     datagram is, until the next call; null if it was refused
     */
    @Nullable
    ByteBuffer admit(ByteBuffer datagram, long now);
}
