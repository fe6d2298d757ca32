package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.PublishFrame;

/**
 * The name of a frame of a publish stream.
 *
 * @param publisher the publisher's incarnation
 * @param stream the number of the view in which the publisher joined
 * @param number the frame's number in the stream
 */
record StreamFrame(long publisher, long stream, long number) {

    /** The name of a frame. */
    static StreamFrame of(ByteBuffer frame) {
        return new StreamFrame(PublishFrame.publisher(frame), PublishFrame.stream(frame), PublishFrame.number(frame));
    }

    /** The name of the frame that an entry refers to. */
    static StreamFrame referredToBy(Entry reference) {
        return new StreamFrame(reference.publisher(), reference.referencedStream(), reference.referencedFrame());
    }
}
