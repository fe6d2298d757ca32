package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/**
 * The order as far as this member has it. The frames of the order stream are applied to it one after the other, at the
 * sequencer as at every other member, so that all go through the same states. A frame is {@linkplain #check checked}
 * whole before any of it is applied.
 */
public final class OrderState {

    private final OrderListener listener;
    private final OrderEntries entries = new OrderEntries();
    private final Reassembly viewPart = new Reassembly();
    private final Publishers publishers = new Publishers();
    private final FrameCheck check;

    private View view = View.NONE;
    private long order;
    private long epoch;
    private long sequence;
    private long committed;
    private long stable;
    private long digest;
    private boolean bound;

    /**
     * Creates the state before the first message.
     *
     * @param listener hears what the order says
     */
    public OrderState(OrderListener listener) {
        this.listener = listener;
        this.check = new FrameCheck(listener, publishers, viewPart);
    }

    /**
     * Goes to a place in an order that is new to this member.
     *
     * @param state what is known there
     */
    public void standAt(LogState state) {
        order = state.order();
        sequence = state.lastSequence();
        digest = state.digest();
        view = state.view();
        // The positions of another order, which this member had no message of, say nothing of this one.
        committed = Math.min(Math.max(committed, state.committed()), sequence);
        stable = Math.min(stable, sequence);
        begin(state.epoch());
    }

    /**
     * Goes on where this member's log ends.
     *
     * @param state what the log says
     */
    public void resume(LogState state) {
        standAt(state);
        bound = true;
    }

    /**
     * Begins to take the frames of an order stream, the first of which carries a view. What was ordered in part before
     * is forgotten by all.
     *
     * @param newEpoch the epoch that the frames belong to
     */
    public void begin(long newEpoch) {
        forgetPositionsAhead();
        epoch = newEpoch;
        publishers.clear();
        viewPart.drop();
    }

    /** What an epoch said of messages that this member does not have may not be so in the next one. */
    private void forgetPositionsAhead() {
        committed = Math.min(committed, sequence);
        stable = Math.min(stable, sequence);
    }

    /**
     * Begins the next epoch, of which a member is the sequencer, or the first of a new order.
     *
     * @param sequencer the member
     */
    public void beginNext(MemberIdentity sequencer) {
        order = order == 0 ? sequencer.incarnation() : order;
        begin(epoch + 1);
        listener.onEpoch(new LogRecord.EpochStart(order, epoch, sequencer.id(), sequencer.incarnation()));
    }

    /**
     * Enters an epoch that another member began, unless this member has been in it.
     *
     * @param start the epoch
     */
    public void enter(LogRecord.EpochStart start) {
        if (start.epoch() > epoch) {
            forgetPositionsAhead();
            epoch = start.epoch();
            listener.onEpoch(start);
        }
    }

    /** Learns, where messages were passed over, what they would have said. */
    void learn(LogState there) {
        listener.onPassedOver(there);
    }

    /** Whether the messages of a publisher up to a number can have their places. */
    boolean canBeOrdered(long publisher, long last) {
        return listener.canBeOrdered(publisher, last);
    }

    /** Goes past messages that come next, with the digest after them. */
    void pass(OrderedBatch batch, long digestAfter) {
        bound = true;
        sequence = batch.lastSequence();
        digest = digestAfter;
        listener.onMessages(batch, digest);
    }

    /** Goes past a view, or to a place behind several, with the digest there. */
    void pass(View next, long digestAfter) {
        view = next;
        digest = digestAfter;
        listener.onView(view, digest);
    }

    /**
     * Passes over messages that are not to be had any more, up to a place in the order.
     *
     * @param newEpoch the epoch there
     * @param last the last of them
     * @param digestThere the digest there
     * @param reason why they are missing, as one sentence for an operator
     */
    public void missed(long newEpoch, long last, long digestThere, String reason) {
        if (newEpoch > epoch) {
            forgetPositionsAhead();
            epoch = newEpoch;
        }
        LogRecord.Gap gap = new LogRecord.Gap(sequence + 1, last, epoch, digestThere, reason);
        sequence = last;
        digest = digestThere;
        listener.onMissed(gap);
    }

    /**
     * Takes note of how far the order is committed and stable. Neither goes back.
     *
     * @param newCommitted the committed sequence
     * @param newStable the stable sequence
     */
    public void onPositions(long newCommitted, long newStable) {
        committed = Math.max(committed, newCommitted);
        stable = Math.max(stable, newStable);
    }

    /**
     * The order that this member has a part of.
     *
     * @return the incarnation of the member that began it, 0 before the first epoch
     */
    public long order() {
        return order;
    }

    /**
     * The epoch.
     *
     * @return the epoch, 0 before the first
     */
    public long epoch() {
        return epoch;
    }

    /**
     * The committed position, which this member may not have reached yet.
     *
     * @return a sequence
     */
    public long committed() {
        return committed;
    }

    /**
     * The stable position.
     *
     * @return a sequence
     */
    public long stable() {
        return stable;
    }

    /**
     * The last sequence that has its message.
     *
     * @return a sequence, 0 before the first
     */
    public long sequence() {
        return sequence;
    }

    /**
     * The digest of the order up to here.
     *
     * @return the digest
     */
    public long digest() {
        return digest;
    }

    /**
     * Whether this member is bound to its order: it has had a message of it, or its log says that it took part in it.
     *
     * @return true if it may follow no other
     */
    public boolean isBound() {
        return bound;
    }

    /**
     * The view in effect.
     *
     * @return the view, without members before the first
     */
    public View view() {
        return view;
    }

    /**
     * The digest that the frame last checked leads to.
     *
     * @return the digest
     */
    public long checkedDigest() {
        return check.digest();
    }

    /**
     * Checks that a frame, well formed, goes on from here. Changes nothing that {@link #apply} builds on.
     *
     * @param frame the frame
     * @param published holds all that it refers to
     * @return null if it does, else what is wrong with it
     */
    @Nullable
    String check(ByteBuffer frame, PublishedFrames published) {
        return check.check(frame, published, view, digest);
    }

    /**
     * Applies a frame that was checked.
     *
     * @param frame the frame, used only during the call
     * @param published holds all that it refers to
     */
    void apply(ByteBuffer frame, PublishedFrames published) {
        entries.wrap(frame, published);
        while (entries.next()) {
            Entry entry = entries.entry();
            switch (entry.kind()) {
                case EntryKind.VIEW -> applyView(entry);
                case EntryKind.BATCH -> applyBatch(entry);
                default -> applyFragment(entry);
            }
        }
        if (digest != check.digest()) {
            throw new IllegalStateException("a frame was applied that is not the one that was checked");
        }
    }

    private void applyView(Entry entry) {
        if (!entry.isLastPart()) {
            viewPart.add(entry.frame(), entry.partStart(), entry.partLength(), entry.wholeLength());
            return;
        }
        viewPart.drop();
        view = check.view();
        publishers.enter(view);
        digest = OrderDigest.after(entry, digest);
        listener.onView(view, digest);
    }

    private void applyBatch(Entry entry) {
        PublisherProgress publisher = publishers.get(entry.publisher());
        publisher.published += entry.count();
        listener.onContent(entry.publisher(), entry.contentLength());
        order(entry, publisher, entry.frame().slice(entry.contentStart(), entry.contentLength()));
    }

    private void applyFragment(Entry entry) {
        PublisherProgress publisher = publishers.get(entry.publisher());
        publisher.part.add(entry.frame(), entry.partStart(), entry.partLength(), entry.wholeLength());
        listener.onContent(entry.publisher(), entry.partLength());
        if (entry.isLastPart()) {
            publisher.published++;
            order(entry, publisher, publisher.part.take());
        }
    }

    /** Gives the messages that an entry holds, or ends, their places. */
    private void order(Entry entry, PublisherProgress publisher, ByteBuffer content) {
        OrderedBatch batch = new OrderedBatch(
                epoch,
                sequence + 1,
                publisher.identity.id(),
                entry.publisher(),
                entry.publisherSequence(),
                entry.count(),
                content);
        bound = true;
        sequence += entry.count();
        digest = OrderDigest.after(entry, digest);
        listener.onMessages(batch, digest);
    }
}
