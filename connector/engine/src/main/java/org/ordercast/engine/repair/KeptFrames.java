package org.ordercast.engine.repair;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Numbered frames that a source keeps for those who miss them. */
public interface KeptFrames {

    /**
     * The number of the first frame that is kept.
     *
     * @return a number, that of the next frame if none is kept
     */
    long first();

    /**
     * The number of the last frame that was sent.
     *
     * @return a number, 0 before the first
     */
    long last();

    /**
     * A frame that is still kept.
     *
     * @param number the frame's number
     * @return the frame, or null if it is not kept any more, or not sent yet
     */
    @Nullable
    ByteBuffer get(long number);
}
