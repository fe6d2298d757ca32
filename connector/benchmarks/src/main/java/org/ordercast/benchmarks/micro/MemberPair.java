package org.ordercast.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.ordercast.engine.MemberState;

/** A sequencer and a follower on one thread, which take turns, with a clock of their own that goes on with each turn. */
final class MemberPair {

    private static final long TURN = TimeUnit.MICROSECONDS.toNanos(20);
    private static final int MOST_TURNS = 1_000_000;

    private final Wire toSequencer = new Wire();
    private final Wire toFollower = new Wire();
    private final PairedMember sequencer;
    private final PairedMember follower;
    private long now;
    private long published;

    /** Forms the group. */
    MemberPair(byte[] payload) {
        sequencer = new PairedMember(1, payload, toFollower);
        follower = new PairedMember(2, payload, toSequencer);
        sequencer.start(now);
        follower.start(now);
        for (int turn = 0; !isFormed(); turn++) {
            requireProgress(turn);
            takeTurns();
        }
    }

    void publishAtSequencer(int messages) {
        publish(sequencer, messages);
    }

    void publishAtFollower(int messages) {
        publish(follower, messages);
    }

    /** Until the publisher knows that its messages are ordered, and both logs have them. */
    private void publish(PairedMember publisher, int messages) {
        publisher.publish(messages);
        published += messages;
        for (int turn = 0; !hasAll(publisher); turn++) {
            requireProgress(turn);
            takeTurns();
        }
    }

    private boolean hasAll(PairedMember publisher) {
        return publisher.isDone() && sequencer.received() == published && follower.received() == published;
    }

    private void takeTurns() {
        now += TURN;
        toSequencer.deliverTo(sequencer, now);
        sequencer.endTurn(now);
        toFollower.deliverTo(follower, now);
        follower.endTurn(now);
    }

    private boolean isFormed() {
        return sequencer.snapshot().state() == MemberState.SEQUENCING
                && follower.snapshot().state() == MemberState.FOLLOWING
                && follower.snapshot().members().size() == 2;
    }

    private static void requireProgress(int turn) {
        if (turn == MOST_TURNS) {
            throw new IllegalStateException("the two members do not get any further");
        }
    }
}
