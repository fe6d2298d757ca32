package org.ordercast.faults.history;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows one life of a publisher along the order. */
final class PublisherTrack {

    private final Source source;
    private long begunUpTo;
    private long last;
    private long incarnation;

    PublisherTrack(Source source) {
        this.source = source;
    }

    /** What the publisher says that it sent. */
    void sent(SendEvent event) {
        if (event instanceof SendEvent.Begun begun) {
            begunUpTo = Math.max(begunUpTo, begun.first() + begun.count() - 1);
        } else if (event instanceof SendEvent.Refused refused) {
            begunUpTo = refused.first() - 1;
        }
    }

    /** What comes next of it in the order. */
    void ordered(Delivered run, Map<Long, Source> incarnations) {
        if (run.firstNumber() <= last) {
            throw new HistoryViolation(
                    Rule.NO_DUPLICATE,
                    "message " + run.firstNumber() + " of " + source + " stands in the order again, at " + run
                            + "; before, up to " + last + " did");
        }
        if (run.firstNumber() != last + 1) {
            throw new HistoryViolation(
                    Rule.PUBLISHER_ORDER,
                    "message " + run.firstNumber() + " of " + source + " stands behind message " + last + ", at "
                            + run);
        }
        last = run.firstNumber() + run.count() - 1;
        if (last > begunUpTo) {
            throw new HistoryViolation(
                    Rule.PUBLISHED,
                    "messages up to " + last + " of " + source + " stand in the order, and it sent up to " + begunUpTo);
        }
        requireNamedAlike(run, incarnations);
    }

    long begun() {
        return begunUpTo;
    }

    /** One publisher of the engine is one life of one member, and numbers its messages as that life does. */
    private void requireNamedAlike(Delivered run, Map<Long, Source> incarnations) {
        @Nullable Source other = incarnations.putIfAbsent(run.incarnation(), source);
        boolean another = incarnation != 0 && incarnation != run.incarnation();
        if (another || (other != null && !other.equals(source)) || run.firstPublisherSequence() != run.firstNumber()) {
            throw new HistoryViolation(
                    Rule.PUBLISHED,
                    source + " is not the publisher that the engine names, or not with that number: " + run);
        }
        incarnation = run.incarnation();
    }

    /** The tracks of a group, made as they are asked for. */
    static final class All {
        private final Map<Source, PublisherTrack> tracks = new HashMap<>();
        private final Map<Long, Source> incarnations = new HashMap<>();

        PublisherTrack of(Source source) {
            return tracks.computeIfAbsent(source, PublisherTrack::new);
        }

        void ordered(Delivered run) {
            of(run.source()).ordered(run, incarnations);
        }

        long begun() {
            return tracks.values().stream().mapToLong(PublisherTrack::begun).sum();
        }
    }
}
