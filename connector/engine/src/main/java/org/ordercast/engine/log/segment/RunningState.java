package org.ordercast.engine.log.segment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.PublisherPosition;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/** The {@link LogState} that moves with each record. */
final class RunningState {

    private long order;
    private long epoch;
    private String sequencer = "";
    private long sequencerIncarnation;
    private long lastSequence;
    private long digest;
    private View view = View.NONE;
    private long committed;
    private final Map<String, Publisher> publishers = new LinkedHashMap<>();
    private boolean begun;

    /** One member id, in its newest life. */
    static final class Publisher {
        final String member;
        final byte[] name;
        long incarnation;
        long last;

        Publisher(String member) {
            this.member = member;
            this.name = Texts.encode("member id", member);
        }
    }

    RunningState() {}

    RunningState(LogState state) {
        become(state);
    }

    long epoch() {
        return epoch;
    }

    long lastSequence() {
        return lastSequence;
    }

    long digest() {
        return digest;
    }

    long committed() {
        return committed;
    }

    /** Whether there was a record. */
    boolean hasBegun() {
        return begun;
    }

    void commit(long sequence) {
        committed = Math.max(committed, sequence);
    }

    /** The publisher with a member id, new if it was never seen. */
    Publisher publisher(String member) {
        Publisher known = publishers.get(member);
        return known != null ? known : new Publisher(member);
    }

    LogState snapshot() {
        List<PublisherPosition> positions = new ArrayList<>(publishers.size());
        for (Publisher publisher : publishers.values()) {
            positions.add(new PublisherPosition(publisher.member, publisher.incarnation, publisher.last));
        }
        return new LogState(
                order, epoch, sequencer, sequencerIncarnation, lastSequence, digest, view, committed, positions);
    }

    /** Why a record does not go on from here; null if it does. */
    @Nullable
    String objectionTo(LogRecord record) {
        if (record instanceof LogRecord.Batch messages) {
            return objectionTo(messages.batch());
        } else if (record instanceof LogRecord.ViewChange change) {
            return change.epoch() != epoch || change.view().number() <= view.number()
                    ? "view " + change.view().number() + " of epoch " + change.epoch() + " follows view "
                            + view.number() + " of epoch " + epoch
                    : null;
        } else if (record instanceof LogRecord.EpochStart start) {
            boolean completes = start.epoch() == epoch && sequencerIncarnation == 0;
            boolean same = order == 0 || start.order() == order;
            return same && (start.epoch() > epoch || completes)
                    ? null
                    : "the beginning of epoch " + start.epoch() + " of order " + Long.toHexString(start.order())
                            + " follows epoch " + epoch + " of order " + Long.toHexString(order);
        } else if (record instanceof LogRecord.Gap gap) {
            return gap.first() != lastSequence + 1 || gap.last() < gap.first() || gap.epoch() < epoch
                    ? "a gap from " + gap.first() + " to " + gap.last() + " in epoch " + gap.epoch() + " follows "
                            + here()
                    : null;
        } else {
            LogState state = ((LogRecord.Checkpoint) record).state();
            return begun && (state.lastSequence() != lastSequence || state.epoch() < epoch)
                    ? "a checkpoint at sequence " + state.lastSequence() + " of epoch " + state.epoch() + " follows "
                            + here()
                    : null;
        }
    }

    private @Nullable String objectionTo(OrderedBatch batch) {
        if (batch.epoch() != epoch || batch.firstSequence() != lastSequence + 1 || batch.count() < 1) {
            return batch.count() + " messages from sequence " + batch.firstSequence() + " of epoch " + batch.epoch()
                    + " follow " + here();
        }
        Publisher known = publishers.get(batch.publisher());
        return known != null && known.incarnation == batch.incarnation() && batch.firstPublisherSequence() <= known.last
                ? "message " + batch.firstPublisherSequence() + " of " + batch.publisher() + " follows its message "
                        + known.last
                : null;
    }

    private String here() {
        return "sequence " + lastSequence + " of epoch " + epoch;
    }

    /** Goes one record further. */
    void apply(LogRecord record) {
        begun = true;
        if (record instanceof LogRecord.Batch messages) {
            OrderedBatch batch = messages.batch();
            epoch = batch.epoch();
            lastSequence = batch.lastSequence();
            digest = messages.digest();
            live(batch.publisher(), batch.incarnation(), batch.firstPublisherSequence() + batch.count() - 1);
        } else if (record instanceof LogRecord.ViewChange change) {
            epoch = change.epoch();
            view = change.view();
            digest = change.digest();
            liveAll(view);
        } else if (record instanceof LogRecord.EpochStart start) {
            order = start.order();
            epoch = start.epoch();
            sequencer = start.sequencer();
            sequencerIncarnation = start.incarnation();
        } else if (record instanceof LogRecord.Gap gap) {
            moveTo(gap.epoch(), gap.last(), gap.digest());
        } else {
            become(((LogRecord.Checkpoint) record).state());
        }
    }

    /** Goes past records that are lost, to a place where another record says what comes next. */
    void moveTo(long newEpoch, long sequence, long newDigest) {
        begun = true;
        if (newEpoch > epoch) {
            sequencer = "";
            sequencerIncarnation = 0;
        }
        epoch = newEpoch;
        lastSequence = sequence;
        digest = newDigest;
    }

    /** Takes from a record that was lost and is had again what no later record has said anew. */
    void learn(LogRecord record) {
        if (record instanceof LogRecord.Batch messages) {
            OrderedBatch batch = messages.batch();
            Publisher known = publishers.get(batch.publisher());
            if (known == null || known.incarnation == batch.incarnation()) {
                live(batch.publisher(), batch.incarnation(), batch.firstPublisherSequence() + batch.count() - 1);
            }
        } else if (record instanceof LogRecord.ViewChange change
                && change.view().number() > view.number()) {
            view = change.view();
            for (View.Participant member : view.members()) {
                if (!publishers.containsKey(member.identity().id())) {
                    live(member.identity().id(), member.identity().incarnation(), member.published());
                }
            }
        } else if (record instanceof LogRecord.EpochStart start) {
            order = start.order();
            if (start.epoch() == epoch && sequencerIncarnation == 0) {
                sequencer = start.sequencer();
                sequencerIncarnation = start.incarnation();
            }
        }
    }

    private void liveAll(View members) {
        for (View.Participant member : members.members()) {
            MemberIdentity identity = member.identity();
            live(identity.id(), identity.incarnation(), member.published());
        }
    }

    private void live(String member, long incarnation, long last) {
        Publisher publisher = publishers.get(member);
        if (publisher == null) {
            publisher = new Publisher(member);
            publishers.put(member, publisher);
        }
        publisher.last = publisher.incarnation == incarnation ? Math.max(publisher.last, last) : last;
        publisher.incarnation = incarnation;
    }

    private void become(LogState state) {
        begun = true;
        order = state.order();
        epoch = state.epoch();
        sequencer = state.sequencer();
        sequencerIncarnation = state.sequencerIncarnation();
        lastSequence = state.lastSequence();
        digest = state.digest();
        view = state.view();
        committed = Math.max(committed, state.committed());
        publishers.clear();
        for (PublisherPosition position : state.publishers()) {
            live(position.member(), position.incarnation(), position.last());
        }
    }
}
