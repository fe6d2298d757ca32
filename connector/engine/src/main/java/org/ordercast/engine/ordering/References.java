package org.ordercast.engine.ordering;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the order refers to ahead of where it stands, in the order of the references. */
final class References {

    private static final int FIRST_CAPACITY = 64;

    // A ring: a reference makes no object.
    private long[] numbers = new long[FIRST_CAPACITY];
    private @Nullable DirectStream[] streams = new DirectStream[FIRST_CAPACITY];
    private long[] frames = new long[FIRST_CAPACITY];
    private int first;
    private int size;

    /** Adds the last reference, with its number, to a frame of a stream. */
    void add(long number, DirectStream stream, long frame) {
        if (size == numbers.length) {
            grow();
        }
        int slot = slot(size);
        numbers[slot] = number;
        streams[slot] = stream;
        frames[slot] = frame;
        size++;
    }

    private void grow() {
        int capacity = numbers.length;
        long[] moreNumbers = Arrays.copyOf(numbers, 2 * capacity);
        @Nullable DirectStream[] moreStreams = Arrays.copyOf(streams, 2 * capacity);
        long[] moreFrames = Arrays.copyOf(frames, 2 * capacity);
        // What is before the first one in the old ring comes behind the last one in the new.
        System.arraycopy(numbers, 0, moreNumbers, capacity, first);
        System.arraycopy(streams, 0, moreStreams, capacity, first);
        System.arraycopy(frames, 0, moreFrames, capacity, first);
        numbers = moreNumbers;
        streams = moreStreams;
        frames = moreFrames;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** The number of a reference, 0 being the index of the first. */
    long number(int index) {
        return numbers[slot(index)];
    }

    /** Whether the frame of a reference is here. */
    boolean isHere(int index) {
        DirectStream stream = streams[slot(index)];
        return stream != null && stream.get(frames[slot(index)]) != null;
    }

    /** Goes past the first reference. */
    void removeFirst() {
        streams[first] = null;
        first = slot(1);
        size--;
    }

    private int slot(int index) {
        return (first + index) & (numbers.length - 1);
    }
}
