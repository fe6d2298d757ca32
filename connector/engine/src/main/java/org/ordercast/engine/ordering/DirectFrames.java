package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.repair.Gaps;

/**
 * Where a follower keeps the frames that publishers multicast, until the order has gone past them. What the order refers
 * to and is not here is a gap, under the number of the reference.
 */
final class DirectFrames implements PublishedFrames, Gaps {

    private static final Comparator<StreamFrame> IN_STREAM_ORDER = Comparator.comparingLong(StreamFrame::publisher)
            .thenComparingLong(StreamFrame::stream)
            .thenComparingLong(StreamFrame::number);

    private final FramePool pool;
    private final long maxBytes;
    private final NavigableMap<StreamFrame, ByteBuffer> frames = new TreeMap<>(IN_STREAM_ORDER);

    /** For each publisher, the last of its frames that the order has gone past. */
    private final Map<Long, StreamFrame> passed = new HashMap<>();

    /** What the order refers to ahead of where it stands, with the numbers of the references. */
    private final Map<StreamFrame, Long> expected = new HashMap<>();

    /** Those of which the frames are not here. */
    private final TreeSet<Long> missing = new TreeSet<>();

    private final Entry entry = new Entry();
    private long bytes;
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
        StreamFrame name = StreamFrame.of(frame);
        if (!isPassed(name) && !frames.containsKey(name)) {
            frames.put(name, pool.copyOf(frame));
            bytes += frame.limit();
            Long reference = expected.get(name);
            if (reference != null) {
                missing.remove(reference);
            }
        }
    }

    /** Whether the order is known to refer to a frame, ahead of where it stands. */
    boolean expects(ByteBuffer frame) {
        return expected.containsKey(StreamFrame.of(frame));
    }

    private boolean isPassed(StreamFrame name) {
        StreamFrame last = passed.get(name.publisher());
        return last != null && IN_STREAM_ORDER.compare(name, last) <= 0;
    }

    /** Takes note of what a frame of the order refers to; they come here in order. */
    void expect(ByteBuffer orderFrame) {
        entry.wrap(orderFrame, OrderFrame.ENTRIES);
        while (nextReference()) {
            highest = Math.max(highest, entry.referenceNumber());
            StreamFrame name = StreamFrame.referredToBy(entry);
            expected.put(name, entry.referenceNumber());
            if (!frames.containsKey(name)) {
                missing.add(entry.referenceNumber());
            }
        }
    }

    /** Whether everything is here that a frame of the order refers to. */
    boolean hasAll(ByteBuffer orderFrame) {
        entry.wrap(orderFrame, OrderFrame.ENTRIES);
        while (nextReference()) {
            if (!frames.containsKey(StreamFrame.referredToBy(entry))) {
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
            StreamFrame name = StreamFrame.referredToBy(entry);
            passed.put(name.publisher(), name);
            expected.remove(name);
            forget(frames.subMap(new StreamFrame(name.publisher(), 0, 0), true, name, true));
        }
        return before - bytes;
    }

    /** Lets go of the frames of publishers that are not in a view, but for those that a later view brings back. */
    void retain(View view) {
        passed.keySet().removeIf(publisher -> view.find(publisher) == null);
        frames.entrySet().removeIf(kept -> {
            boolean gone = view.find(kept.getKey().publisher()) == null && !expected.containsKey(kept.getKey());
            if (gone) {
                letGo(kept.getValue());
            }
            return gone;
        });
    }

    private void forget(NavigableMap<StreamFrame, ByteBuffer> some) {
        some.values().forEach(this::letGo);
        some.clear();
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

    @Override
    public @Nullable ByteBuffer find(Entry reference) {
        return frames.get(StreamFrame.referredToBy(reference));
    }

    @Override
    public long next() {
        return missing.isEmpty() ? highest + 1 : missing.first();
    }

    @Override
    public long highest() {
        return highest;
    }

    @Override
    public long missing() {
        return missing.size();
    }

    @Override
    public List<NakFrame.Range> missingRanges(long after, int limit) {
        List<NakFrame.Range> ranges = new ArrayList<>();
        for (long reference : missing.tailSet(after, false)) {
            int last = ranges.size() - 1;
            if (last >= 0 && ranges.get(last).last() == reference - 1) {
                ranges.set(last, new NakFrame.Range(ranges.get(last).first(), reference));
            } else if (ranges.size() == limit) {
                break;
            } else {
                ranges.add(new NakFrame.Range(reference, reference));
            }
        }
        return ranges;
    }
}
