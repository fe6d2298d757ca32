package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.repair.Gaps;

/**
 * Where a follower keeps the frames that publishers multicast, until the order has gone past them. What the order refers
 * to and is not here is a gap, under the number of the reference.
 */
final class DirectFrames implements PublishedFrames, Gaps {

    /** How many streams are kept that the order does not refer to: more than there are, unless somebody makes them up. */
    private static final int MOST_STREAMS = 1024;

    private final FramePool pool;
    private final long maxBytes;
    /** One for each publisher, or few. */
    private final List<DirectStream> streams = new ArrayList<>();

    private final References references = new References();
    private final Entry entry = new Entry();
    private long bytes;
    private long missing;
    private long highest;

    /** Creates a place without frames, for so many bytes that the order does not refer to yet. */
    DirectFrames(FramePool pool, long maxBytes) {
        this.pool = pool;
        this.maxBytes = maxBytes;
    }

    /**
     * Keeps a frame, unless the order has gone past it, or there is no room: then it is missing once the order refers to it.
     *
     * @param frame the frame, of which a copy is kept
     * @return false if there was no room
     */
    boolean put(ByteBuffer frame) {
        if (bytes + frame.limit() > maxBytes && !expects(frame)) {
            return false;
        }
        keep(frame);
        return true;
    }

    /** Keeps a copy of a frame, unless the order has gone past it. */
    void keep(ByteBuffer frame) {
        DirectStream stream = streamToKeep(frame);
        long number = PublishFrame.number(frame);
        if (stream == null || !stream.makesRoomFor(number)) {
            return;
        }
        bytes += frame.limit();
        if (stream.put(number, pool.copyOf(frame))) {
            missing--;
        }
    }

    /** Whether the order is known to refer to a frame, ahead of where it stands. */
    boolean expects(ByteBuffer frame) {
        DirectStream stream = find(PublishFrame.publisher(frame), PublishFrame.stream(frame));
        return stream != null && stream.expects(PublishFrame.number(frame));
    }

    /** Takes note of what a frame of the order refers to; they come here in order. */
    void expect(ByteBuffer orderFrame) {
        entry.wrap(orderFrame, OrderFrame.ENTRIES);
        while (nextReference()) {
            DirectStream stream = findOrBegin(entry.publisher(), entry.referencedStream());
            highest = Math.max(highest, entry.referenceNumber());
            references.add(entry.referenceNumber(), stream, entry.referencedFrame());
            if (!stream.expect(entry.referencedFrame(), entry.referenceNumber())) {
                missing++;
            }
        }
    }

    /** Whether everything is here that a frame of the order refers to. */
    boolean hasAll(ByteBuffer orderFrame) {
        entry.wrap(orderFrame, OrderFrame.ENTRIES);
        while (nextReference()) {
            if (find(entry) == null) {
                return false;
            }
        }
        return true;
    }

    /**
     * Lets go of what the order has gone past with a frame.
     *
     * @param orderFrame the frame, which was applied
     * @return how many bytes it refers to
     */
    long pass(ByteBuffer orderFrame) {
        long before = bytes;
        entry.wrap(orderFrame, OrderFrame.ENTRIES);
        while (nextReference()) {
            forgetReferences(entry.referenceNumber());
            pass(entry.publisher(), entry.referencedStream(), entry.referencedFrame());
        }
        return before - bytes;
    }

    private void forgetReferences(long last) {
        while (!references.isEmpty() && references.number(0) <= last) {
            missing -= references.isHere(0) ? 0 : 1;
            references.removeFirst();
        }
    }

    /** Goes past a frame, and past all streams that its publisher had before. */
    private void pass(long publisher, long stream, long number) {
        findOrBegin(publisher, stream).pass(number);
        streams.removeIf(earlier -> {
            boolean isEarlier = earlier.publisher() == publisher && earlier.stream() < stream;
            if (isEarlier) {
                earlier.pass(Long.MAX_VALUE);
            }
            return isEarlier;
        });
    }

    /** Lets go of the frames of publishers that are not in a view, but for those that the order refers to further on. */
    void retain(View view) {
        streams.removeIf(stream -> {
            boolean isGone = view.find(stream.publisher()) == null;
            if (isGone) {
                stream.dropUnexpected();
            }
            return isGone && !stream.hasExpected();
        });
    }

    private void letGo(ByteBuffer frame) {
        bytes -= frame.limit();
        pool.giveBack(frame);
    }

    private boolean nextReference() {
        while (entry.next()) {
            if (entry.kind() == EntryKind.REFERENCE) {
                return true;
            }
        }
        return false;
    }

    private @Nullable DirectStream find(long publisher, long stream) {
        for (DirectStream each : streams) {
            if (each.publisher() == publisher && each.stream() == stream) {
                return each;
            }
        }
        return null;
    }

    private DirectStream findOrBegin(long publisher, long stream) {
        DirectStream found = find(publisher, stream);
        if (found == null) {
            found = new DirectStream(publisher, stream, this::letGo);
            streams.add(found);
        }
        return found;
    }

    /** The stream that a frame is to be kept in; null if the order has gone past it, or there are too many. */
    private @Nullable DirectStream streamToKeep(ByteBuffer frame) {
        long publisher = PublishFrame.publisher(frame);
        long stream = PublishFrame.stream(frame);
        for (DirectStream each : streams) {
            if (each.publisher() == publisher && each.stream() > stream && each.passed() > 0) {
                return null;
            }
        }
        return streams.size() < MOST_STREAMS ? findOrBegin(publisher, stream) : find(publisher, stream);
    }

    @Override
    public @Nullable ByteBuffer find(Entry reference) {
        DirectStream stream = find(reference.publisher(), reference.referencedStream());
        return stream == null ? null : stream.get(reference.referencedFrame());
    }

    @Override
    public long next() {
        for (int i = 0; i < references.size(); i++) {
            if (!references.isHere(i)) {
                return references.number(i);
            }
        }
        return highest + 1;
    }

    @Override
    public long highest() {
        return highest;
    }

    @Override
    public long missing() {
        return missing;
    }

    @Override
    public List<NakFrame.Range> missingRanges(long after, int limit) {
        List<NakFrame.Range> ranges = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            long number = references.number(i);
            if (number > after && !references.isHere(i)) {
                int last = ranges.size() - 1;
                if (last >= 0 && ranges.get(last).last() == number - 1) {
                    ranges.set(last, new NakFrame.Range(ranges.get(last).first(), number));
                } else if (ranges.size() == limit) {
                    break;
                } else {
                    ranges.add(new NakFrame.Range(number, number));
                }
            }
        }
        return ranges;
    }
}
