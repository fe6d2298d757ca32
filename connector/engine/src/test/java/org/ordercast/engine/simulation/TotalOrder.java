package org.ordercast.engine.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The one order that every member must agree with. Whoever first says what stands at a sequence decides it; everybody
 * who says so later, be it a member's log or the completion of a publication, must say the same.
 */
final class TotalOrder {

    private final List<Entry> entries = new ArrayList<>();
    private final Map<MessageName, Long> places = new HashMap<>();
    private final Map<MessageName, Long> lastNumbers = new HashMap<>();
    private final Map<Point, Long> digests = new HashMap<>();
    private long contiguous;

    /** Says that a message stands at a sequence. */
    void place(String who, long sequence, MessageName message, long epoch, long view) {
        if (sequence < 1 || epoch < 1) {
            throw new InvariantViolation(
                    Invariant.AGREEMENT,
                    who + " has " + message + " at sequence " + sequence + " in epoch " + epoch + "; both start at 1");
        }
        Entry known = at(sequence);
        if (known != null) {
            requireSame(who, sequence, known, message, epoch);
            return;
        }
        Long other = places.putIfAbsent(message, sequence);
        if (other != null) {
            throw new InvariantViolation(
                    Invariant.INTEGRITY,
                    who + " has " + message + " at sequence " + sequence + ", which is ordered at " + other
                            + " already");
        }
        while (entries.size() < sequence) {
            entries.add(null);
        }
        entries.set((int) sequence - 1, new Entry(message, epoch, view));
        while (at(contiguous + 1) != null) {
            contiguous++;
            checkSuccession(who, contiguous);
        }
    }

    /** Says that the digest of the order up to a sequence and a view has a value. */
    void digest(String who, long sequence, long view, long digest) {
        Long known = digests.putIfAbsent(new Point(sequence, view), digest);
        if (known != null && known != digest) {
            throw new InvariantViolation(
                    Invariant.EQUAL_DIGESTS,
                    who + " has digest " + Long.toHexString(digest) + " at sequence " + sequence + " in view " + view
                            + ", others have " + Long.toHexString(known));
        }
    }

    /** Forgets what stands after a sequence: nobody has it any more. */
    void forgetAfter(long last) {
        while (entries.size() > last) {
            Entry entry = entries.remove(entries.size() - 1);
            if (entry != null) {
                places.remove(entry.message);
                if (entries.size() < contiguous) {
                    MessageName message = entry.message;
                    lastNumbers.put(
                            new MessageName(message.publisher(), message.incarnation(), 0), message.number() - 1);
                }
            }
        }
        contiguous = Math.min(contiguous, last);
        digests.keySet().removeIf(point -> point.sequence > last);
    }

    /** The last sequence at which something is known to stand. */
    long highest() {
        return entries.size();
    }

    /** The last sequence up to which all is known. */
    long last() {
        return contiguous;
    }

    /** Where a message stands, or 0. */
    long placeOf(MessageName message) {
        return places.getOrDefault(message, 0L);
    }

    /** The number of the newest view when a sequence was ordered, as far as it is known. */
    long viewAt(long sequence) {
        Entry entry = at(sequence);
        return entry == null ? 0 : entry.view;
    }

    private Entry at(long sequence) {
        return sequence >= 1 && sequence <= entries.size() ? entries.get((int) sequence - 1) : null;
    }

    private static void requireSame(String who, long sequence, Entry known, MessageName message, long epoch) {
        if (!known.message.equals(message) || known.epoch != epoch) {
            throw new InvariantViolation(
                    Invariant.AGREEMENT,
                    who + " has " + message + " of epoch " + epoch + " at sequence " + sequence + ", others have "
                            + known.message + " of epoch " + known.epoch);
        }
    }

    private void checkSuccession(String who, long sequence) {
        Entry entry = at(sequence);
        Entry before = at(sequence - 1);
        if (before != null && before.epoch > entry.epoch) {
            throw new InvariantViolation(
                    Invariant.NEVER_BACK,
                    who + " has epoch " + entry.epoch + " at sequence " + sequence + " after epoch " + before.epoch);
        }
        MessageName message = entry.message;
        MessageName publisher = new MessageName(message.publisher(), message.incarnation(), 0);
        long last = lastNumbers.getOrDefault(publisher, 0L);
        if (message.number() != last + 1) {
            throw new InvariantViolation(
                    Invariant.PUBLISHER_ORDER,
                    who + " has " + message + " at sequence " + sequence + "; the one of that publisher before it is #"
                            + last);
        }
        lastNumbers.put(publisher, message.number());
    }

    private record Point(long sequence, long view) {}

    private record Entry(MessageName message, long epoch, long view) {}
}
