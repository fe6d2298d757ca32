package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one publish stream that went to the whole group, as far as the order has not gone past them, and the places of
 * those that it refers to and that are not here.
 */
final class DirectStream {

    private static final int FIRST_CAPACITY = 64;

    /** How far apart frames may be that the order does not refer to yet: they follow one another as the network lets them. */
    private static final int MOST_APART = 4096;

    private final long publisher;
    private final long stream;
    private final Consumer<ByteBuffer> letGo;

    // A ring: each frame has one slot. One is free if it has neither a frame nor a reference.
    private long[] numbers = new long[FIRST_CAPACITY];
    private long[] references = new long[FIRST_CAPACITY];
    private @Nullable ByteBuffer[] frames = new ByteBuffer[FIRST_CAPACITY];

    private long passed;
    private int expected;

    /** A stream without frames; what it lets go of is handed over. */
    DirectStream(long publisher, long stream, Consumer<ByteBuffer> letGo) {
        this.publisher = publisher;
        this.stream = stream;
        this.letGo = letGo;
    }

    long publisher() {
        return publisher;
    }

    long stream() {
        return stream;
    }

    /** The last frame that the order has gone past, 0 before the first. */
    long passed() {
        return passed;
    }

    /** Whether the order refers to a frame ahead of where it stands. */
    boolean hasExpected() {
        return expected > 0;
    }

    /** Whether the order refers to a frame, ahead of where it stands. */
    boolean expects(long number) {
        int slot = find(number);
        return slot >= 0 && references[slot] != 0;
    }

    /** The frame of a number, or null if it is not here. */
    @Nullable
    ByteBuffer get(long number) {
        int slot = find(number);
        return slot < 0 ? null : frames[slot];
    }

    /** Makes room for a frame. Returns false if it is here, or the order has gone past it, or an earlier one is in its place. */
    boolean makesRoomFor(long number) {
        if (number <= passed) {
            return false;
        }
        int slot = slotFor(number, false);
        return slot >= 0 && frames[slot] == null;
    }

    /** Keeps a frame that there is room for. Returns whether the order refers to it. */
    boolean put(long number, ByteBuffer frame) {
        int slot = slotFor(number, false);
        numbers[slot] = number;
        frames[slot] = frame;
        return references[slot] != 0;
    }

    /** Takes note of a reference to a frame. Returns whether the frame is here. */
    boolean expect(long number, long reference) {
        int slot = slotFor(number, true);
        numbers[slot] = number;
        expected += references[slot] == 0 ? 1 : 0;
        references[slot] = reference;
        return frames[slot] != null;
    }

    /** Lets go of all frames up to one, which the order has gone past. */
    void pass(long number) {
        if (number - passed >= numbers.length) {
            for (int slot = 0; slot < numbers.length; slot++) {
                if (numbers[slot] <= number) {
                    free(slot);
                }
            }
        } else {
            for (long next = passed + 1; next <= number; next++) {
                int slot = find(next);
                if (slot >= 0) {
                    free(slot);
                }
            }
        }
        passed = Math.max(passed, number);
    }

    /** Lets go of all frames that the order does not refer to. */
    void dropUnexpected() {
        for (int slot = 0; slot < numbers.length; slot++) {
            if (references[slot] == 0) {
                free(slot);
            }
        }
    }

    private int find(long number) {
        int slot = slotOf(number);
        return numbers[slot] == number && !isFree(slot) ? slot : -1;
    }

    private int slotOf(long number) {
        return (int) number & (numbers.length - 1);
    }

    private boolean isFree(int slot) {
        return frames[slot] == null && references[slot] == 0;
    }

    /**
     * The slot for a frame, free or its own. Where another frame has it, the ring grows, up to a bound for what the order does not refer
     * to: of two of those the earlier one stays. Returns -1 if that is the other one.
     */
    private int slotFor(long number, boolean isExpected) {
        int slot = slotOf(number);
        while (numbers[slot] != number && !isFree(slot)) {
            boolean yields = references[slot] == 0 && (isExpected || number < numbers[slot]);
            if (numbers.length < MOST_APART || (isExpected && !yields)) {
                grow();
                slot = slotOf(number);
            } else if (yields) {
                free(slot);
            } else {
                return -1;
            }
        }
        return slot;
    }

    private void grow() {
        long[] oldNumbers = numbers;
        long[] oldReferences = references;
        @Nullable ByteBuffer[] oldFrames = frames;
        int capacity = 2 * oldNumbers.length;
        numbers = new long[capacity];
        references = new long[capacity];
        frames = new ByteBuffer[capacity];
        for (int old = 0; old < oldNumbers.length; old++) {
            int slot = slotOf(oldNumbers[old]);
            if (oldFrames[old] != null || oldReferences[old] != 0) {
                numbers[slot] = oldNumbers[old];
                references[slot] = oldReferences[old];
                frames[slot] = oldFrames[old];
            }
        }
    }

    private void free(int slot) {
        ByteBuffer frame = frames[slot];
        if (frame != null) {
            frames[slot] = null;
            letGo.accept(frame);
        }
        if (references[slot] != 0) {
            references[slot] = 0;
            expected--;
        }
    }
}
