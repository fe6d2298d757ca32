package org.ordercast.engine.publishing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.protocol.Publication;

/** Publications that have their places, in the order of these, until a position has come to them. For one thread. */
final class Awaiting {

    private static final int FIRST_CAPACITY = 64;

    // A ring: a message adds no object of its own.
    private @Nullable Publication[] publications = new Publication[FIRST_CAPACITY];
    private long[] sequences = new long[FIRST_CAPACITY];
    private long[] epochs = new long[FIRST_CAPACITY];
    private int first;
    private int size;

    /** Adds one whose place is behind those of all others. */
    void add(Publication publication, long sequence, long epoch) {
        if (size == publications.length) {
            grow();
        }
        int slot = (first + size) & (publications.length - 1);
        publications[slot] = publication;
        sequences[slot] = sequence;
        epochs[slot] = epoch;
        size++;
    }

    private void grow() {
        int capacity = publications.length;
        @Nullable Publication[] morePublications = Arrays.copyOf(publications, 2 * capacity);
        long[] moreSequences = Arrays.copyOf(sequences, 2 * capacity);
        long[] moreEpochs = Arrays.copyOf(epochs, 2 * capacity);
        // What is before the first one in the old ring comes behind the last one in the new.
        System.arraycopy(publications, 0, morePublications, capacity, first);
        System.arraycopy(sequences, 0, moreSequences, capacity, first);
        System.arraycopy(epochs, 0, moreEpochs, capacity, first);
        publications = morePublications;
        sequences = moreSequences;
        epochs = moreEpochs;
    }

    /** Completes those up to a position. */
    void complete(long position) {
        while (size > 0 && sequences[first] <= position) {
            long sequence = sequences[first];
            long epoch = epochs[first];
            take().completed(sequence, epoch);
        }
    }

    /** Fails all. */
    void fail(String reason) {
        while (size > 0) {
            take().failed(reason);
        }
    }

    private Publication take() {
        Publication publication = publications[first];
        if (publication == null) {
            throw new IllegalStateException("nothing awaits its position");
        }
        publications[first] = null;
        first = (first + 1) & (publications.length - 1);
        size--;
        return publication;
    }
}
