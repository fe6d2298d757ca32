package org.ordercast.engine.publishing;

import java.util.ArrayDeque;
import java.util.Deque;
import org.ordercast.engine.protocol.Publication;

/** Publications that have their places, in the order of these, until a position has come to them. For one thread. */
final class Awaiting {

    /** Adjacent places in one epoch: messages are ordered in batches, and so need no object each. */
    private static final class Run {
        private final long epoch;
        private long first;
        private long last;

        Run(long epoch, long first) {
            this.epoch = epoch;
            this.first = first;
            this.last = first;
        }
    }

    private final Deque<Publication> publications = new ArrayDeque<>();

    /** Their places. */
    private final Deque<Run> runs = new ArrayDeque<>();

    /** Adds one whose place is behind those of all others. */
    void add(Publication publication, long sequence, long epoch) {
        publications.addLast(publication);
        Run newest = runs.peekLast();
        if (newest != null && newest.epoch == epoch && newest.last == sequence - 1) {
            newest.last = sequence;
        } else {
            runs.addLast(new Run(epoch, sequence));
        }
    }

    /** Completes those up to a position. */
    void complete(long position) {
        for (Run oldest = runs.peekFirst(); oldest != null && oldest.first <= position; oldest = runs.peekFirst()) {
            long sequence = oldest.first++;
            if (sequence == oldest.last) {
                runs.removeFirst();
            }
            publications.removeFirst().completed(sequence, oldest.epoch);
        }
    }

    /** Fails all. */
    void fail(String reason) {
        runs.clear();
        for (Publication next = publications.poll(); next != null; next = publications.poll()) {
            next.failed(reason);
        }
    }
}
