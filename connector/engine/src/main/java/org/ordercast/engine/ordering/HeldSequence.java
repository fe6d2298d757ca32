package org.ordercast.engine.ordering;

import java.util.ArrayDeque;
import java.util.Deque;

/** Up to which sequence a log that becomes durable a little later than it is appended to holds the order. */
final class HeldSequence {

    private record Mark(long records, long sequence) {}

    private final Deque<Mark> marks = new ArrayDeque<>();
    private long held;

    /** Says where the order stands when so many records are appended. */
    void mark(long appended, long sequence) {
        Mark last = marks.peekLast();
        if (sequence > (last == null ? held : last.sequence)) {
            marks.addLast(new Mark(appended, sequence));
        }
    }

    /** What is held when so many records are durable. */
    long at(long durable) {
        for (Mark first = marks.peekFirst(); first != null && first.records <= durable; first = marks.peekFirst()) {
            held = first.sequence;
            marks.removeFirst();
        }
        return held;
    }
}
