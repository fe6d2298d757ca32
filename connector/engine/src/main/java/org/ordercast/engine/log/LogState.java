package org.ordercast.engine.log;

import java.util.List;
import java.util.Optional;
import org.ordercast.engine.membership.View;

/**
 * What must be known at one place of the order to go on from there. A member id keeps its newest life: the first record
 * that shows another life of an id replaces the one before, so there are as many positions as there were ids.
 *
 * @param order the order: the incarnation of the member that began it, 0 before the first epoch
 * @param epoch the epoch, 0 before the first
 * @param sequencer the id of the epoch's sequencer, empty if it is not known
 * @param sequencerIncarnation the sequencer's life, 0 if it is not known
 * @param lastSequence the last sequence, 0 before the first
 * @param digest the order's digest
 * @param view the view in effect, {@link View#NONE} before the first
 * @param committed the committed position, as far as the log was told
 * @param publishers for each member id that was ever seen, its newest life
 */
public record LogState(
        long order,
        long epoch,
        String sequencer,
        long sequencerIncarnation,
        long lastSequence,
        long digest,
        View view,
        long committed,
        List<PublisherPosition> publishers) {

    /** The state before the first record. */
    public static final LogState EMPTY = new LogState(0, 0, "", 0, 0, 0, View.NONE, 0, List.of());

    /**
     * Keeps its own copy of the positions.
     *
     * @param order as above
     * @param epoch as above
     * @param sequencer as above
     * @param sequencerIncarnation as above
     * @param lastSequence as above
     * @param digest as above
     * @param view as above
     * @param committed as above
     * @param publishers as above
     */
    public LogState {
        publishers = List.copyOf(publishers);
    }

    /**
     * The same, but for the publishers.
     *
     * @param others the publishers to put in their place
     * @return a state
     */
    public LogState withPublishers(List<PublisherPosition> others) {
        return new LogState(
                order, epoch, sequencer, sequencerIncarnation, lastSequence, digest, view, committed, others);
    }

    /**
     * Finds how far the order has come with a publisher.
     *
     * @param member its member id
     * @return its newest life and last message, empty if the id was never seen
     */
    public Optional<PublisherPosition> publisher(String member) {
        return publishers.stream()
                .filter(publisher -> publisher.member().equals(member))
                .findFirst();
    }
}
