package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.protocol.MemberContext;
import org.ordercast.engine.repair.KeptFrames;
import org.ordercast.engine.repair.SentWindow;

/**
 * Where the sequencer keeps the frames that its order stream refers to, under the numbers of the references, for members
 * that missed them when their publishers multicast them. Sent again, a frame comes from the sequencer: its publisher may be
 * gone, and only its own source may seal a datagram.
 */
final class RelayedFrames implements PublishedFrames, KeptFrames {

    private final MemberContext context;
    private final SentWindow kept;

    RelayedFrames(MemberContext context) {
        this.context = context;
        this.kept = new SentWindow(context.frames(), context.settings().windowSize());
    }

    /** Whether another frame may be referred to. */
    boolean hasRoom() {
        return kept.hasRoom();
    }

    /** The length of all frames that are kept. */
    long bytes() {
        return kept.bytes();
    }

    /** Keeps the frame of the next reference, which is from the pool and now belongs here. */
    void add(ByteBuffer frame) {
        kept.add(frame);
    }

    /** Lets go of what every member holds, up to a reference. */
    void release(long reference) {
        kept.release(reference);
    }

    @Override
    public @Nullable ByteBuffer find(Entry reference) {
        return kept.get(reference.referenceNumber());
    }

    @Override
    public long first() {
        return kept.first();
    }

    @Override
    public long last() {
        return kept.last();
    }

    /** The frame as the sequencer sends it. */
    @Override
    public @Nullable ByteBuffer get(long reference) {
        ByteBuffer frame = kept.get(reference);
        if (frame == null) {
            return null;
        }
        ByteBuffer relayed = ByteBuffer.allocate(frame.limit());
        FrameHeader.begin(
                relayed, FrameType.PUBLISH, context.groupId(), context.self().incarnation());
        FrameHeader.setFlag(relayed, FrameHeader.FLAG_DIRECT);
        relayed.put(frame.slice(FrameHeader.LENGTH, frame.limit() - FrameHeader.LENGTH));
        FrameHeader.finish(relayed);
        return relayed;
    }
}
