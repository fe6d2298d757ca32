package org.ordercast.faults.history;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What stands at each sequence: who delivers it first decides, everybody else must have delivered the same. */
final class AgreedOrder {

    /** Runs that do not overlap, by their first sequence. */
    private final NavigableMap<Long, Delivered> runs = new TreeMap<>();

    /** Some member delivered a run. */
    void add(Source reader, Delivered run) {
        long sequence = run.firstSequence();
        while (sequence <= run.lastSequence()) {
            Map.Entry<Long, Delivered> known = runs.floorEntry(sequence);
            if (known != null && known.getValue().lastSequence() >= sequence) {
                long last = Math.min(run.lastSequence(), known.getValue().lastSequence());
                requireSame(reader, known.getValue().part(sequence, last), run.part(sequence, last));
                sequence = last + 1;
            } else {
                Long next = runs.higherKey(sequence);
                long last = next == null ? run.lastSequence() : Math.min(run.lastSequence(), next - 1);
                runs.put(sequence, run.part(sequence, last));
                sequence = last + 1;
            }
        }
    }

    /** All runs, in order. */
    Collection<Delivered> runs() {
        return runs.values();
    }

    /** The last sequence that anybody delivered, 0 if nobody did. */
    long last() {
        return runs.isEmpty() ? 0 : runs.lastEntry().getValue().lastSequence();
    }

    /** Requires that a publisher's completed messages stand where it was told. */
    void requireCompleted(Source publisher, SendEvent.Completed completed) {
        long sequence = completed.firstSequence();
        long end = sequence + completed.count();
        while (sequence < end) {
            long number = completed.first() + sequence - completed.firstSequence();
            Map.Entry<Long, Delivered> entry = runs.floorEntry(sequence);
            Delivered there = entry == null ? null : entry.getValue();
            if (there == null || there.lastSequence() < sequence) {
                throw new HistoryViolation(
                        Rule.COMPLETED_STAYS,
                        completed.level() + " send " + number + " of " + publisher + " was completed at sequence "
                                + sequence + ", where nobody delivered anything; the order ends at " + last());
            }
            Delivered found = there.part(sequence, Math.min(there.lastSequence(), end - 1));
            if (!found.source().equals(publisher)
                    || found.firstNumber() != number
                    || found.epoch() != completed.epoch()) {
                throw new HistoryViolation(
                        Rule.COMPLETED_STAYS,
                        completed.level() + " send " + number + " of " + publisher + " was completed at sequence "
                                + sequence + " of epoch " + completed.epoch() + ", where " + found + " stands");
            }
            sequence += found.count();
        }
    }

    private static void requireSame(Source reader, Delivered known, Delivered seen) {
        boolean same = known.epoch() == seen.epoch()
                && known.incarnation() == seen.incarnation()
                && known.firstPublisherSequence() == seen.firstPublisherSequence()
                && known.source().equals(seen.source())
                && known.firstNumber() == seen.firstNumber();
        if (!same) {
            throw new HistoryViolation(
                    Rule.ONE_ORDER,
                    reader + " delivered " + seen + " at sequence " + seen.firstSequence() + ", where others have "
                            + known);
        }
    }
}
