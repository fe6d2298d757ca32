package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.EntryWriter;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.OrderFrame;

/**
 * Frames of an order stream as a sequencer would send them, or as one that knows everything would forge them: whatever
 * the entries say, the digest is what they lead to.
 */
public final class ForgedOrder {

    private ForgedOrder() {}

    /**
     * Makes a frame.
     *
     * @param group the group's number
     * @param source the sequencer's incarnation
     * @param number the frame's number in epoch 1
     * @param ordered the last sequence before
     * @param digest the digest before
     * @param entries writes the entries
     * @return the frame, with the right length, checksum and digest
     */
    public static ByteBuffer frame(
            long group, long source, long number, long ordered, long digest, Consumer<EntryWriter> entries) {
        ByteBuffer frame = ByteBuffer.allocate(65_507);
        FrameHeader.begin(frame, FrameType.ORDER, group, source);
        frame.position(OrderFrame.ENTRIES);
        EntryWriter writer = new EntryWriter();
        writer.wrap(frame);
        entries.accept(writer);
        ByteBuffer written = frame.duplicate().flip();
        OrderFrame.write(frame, 1, number, ordered + 1, 0, 0, digestAfter(written, digest));
        FrameHeader.finish(frame);
        return ByteBuffer.allocate(frame.limit()).put(frame).flip();
    }

    private static long digestAfter(ByteBuffer frame, long before) {
        long digest = before;
        Entry entry = new Entry();
        entry.wrap(frame, OrderFrame.ENTRIES);
        while (entry.next()) {
            if (entry.kind() != EntryKind.BATCH) {
                long publisher = entry.kind() == EntryKind.VIEW ? 0 : entry.publisher();
                digest = entry.isLastPart()
                        ? OrderDigest.next(digest, publisher, entry.publisherSequence(), entry.wholeLength())
                        : digest;
                continue;
            }
            int at = entry.contentStart();
            for (int i = 0; i < entry.count(); i++) {
                int length = frame.getInt(at);
                digest = OrderDigest.next(digest, entry.publisher(), entry.publisherSequence() + i, length);
                at += Entry.MESSAGE_PREFIX + length;
            }
        }
        return digest;
    }
}
