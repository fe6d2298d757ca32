package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.AckFrame;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.LeaveFrame;
import org.ordercast.engine.frame.NakFrame;

/** When a follower asks, acknowledges and applies, and when it stops: to the nanosecond. */
class FollowerTest extends FollowerScene {

    FollowerTest() {
        begin();
    }

    @Test
    void whatItHasAppliedIsAcknowledgedWithinFiveMilliseconds() {
        receive(next(message(10)));
        assertThat(follower.deadline()).isEqualTo(now + 5 * MILLISECOND);
        now += 5 * MILLISECOND - 1;
        assertThat(acks()).isEmpty();
        now++;

        assertThat(acks()).containsExactly(new AckFrame(1, 5, 2, 1));
    }

    @Test
    void whatSomebodyWaitsForIsAcknowledgedAtOnce() {
        receive(prompt(next(message(10))));

        assertThat(acks()).containsExactly(new AckFrame(1, 5, 2, 1));
    }

    @Test
    void anEighthOfTheWindowIsAcknowledgedAtOnce() {
        int bytes = 0;
        while (true) {
            ByteBuffer one = next(message(1000));
            bytes += one.remaining();
            receive(one);
            if (bytes >= WINDOW / 8) {
                break;
            }
            assertThat(acks()).isEmpty();
        }

        assertThat(acks()).hasSize(1);
        receive(next(message(1000)));
        assertThat(acks()).as("the count begins anew").isEmpty();
    }

    @Test
    void whereNothingComesItAcknowledgesEveryTenthOfASecond() {
        long last = now;
        now = last + 100 * MILLISECOND - 1;
        assertThat(acks()).isEmpty();
        now++;
        assertThat(acks()).containsExactly(new AckFrame(1, 5, 1, 0));
        assertThat(follower.deadline()).isEqualTo(now + 100 * MILLISECOND);
    }

    @Test
    void whatTheLogDoesNotHoldYetIsNotAcknowledged() {
        log.setSlow(true);
        receive(prompt(next(message(10))));
        now += 5 * MILLISECOND;
        assertThat(acks()).containsExactly(new AckFrame(1, 5, 2, 0));
        log.setSlow(false);

        assertThat(acks()).as("once it does, at once").containsExactly(new AckFrame(1, 5, 2, 1));
    }

    @Test
    void aMemberThatHearsNoMoreOfTheOrderFallsSilentAfterHalfTheTimeout() {
        long heard = follower.heardAt();
        now = heard + 1000 * MILLISECOND - 1;
        assertThat(acks()).hasSize(1);
        now += 100 * MILLISECOND;
        assertThat(acks()).isEmpty();
        assertThat(follower.heardAt()).isEqualTo(heard);
        receive(heartbeat(frame, state.digest(), 0, 0));

        assertThat(follower.heardAt()).isEqualTo(now);
    }

    @Test
    void aHeartbeatThatDoesNotKnowOfTheAcknowledgementIsAnsweredAtOnce() {
        receive(next(message(10)));
        now += 5 * MILLISECOND;
        assertThat(acks()).hasSize(1);
        receive(heartbeat(frame, state.digest(), 0, 0));
        assertThat(acks()).as("stable is behind what it holds").hasSize(1);
        receive(heartbeat(frame, state.digest(), 1, 1));
        assertThat(acks()).as("the sequencer knows it").isEmpty();
    }

    @Test
    void aHeartbeatBehindWhichThereIsMoreToAcknowledgeIsAnsweredAtOnce() {
        receive(next(message(10)));
        receive(heartbeat(frame, state.digest(), 1, 1));

        assertThat(acks()).hasSize(1);
    }

    @Test
    void positionsOfTheSequencerAreTaken() {
        receive(next(message(10)));
        receive(heartbeat(frame, state.digest(), 1, 1));
        now += MILLISECOND;
        receive(next(message(10)));

        assertThat(follower.heardAt()).isEqualTo(now);
        assertThat(state.committed()).isEqualTo(1);
        assertThat(state.stable()).isEqualTo(1);
    }

    @Test
    void aMissingFrameIsAskedForAfterAMomentAndTheRestWaitsForIt() {
        ByteBuffer lost = next(message(10));
        ByteBuffer kept = next(message(10));
        receive(kept);
        assertThat(counters.get(Counter.OUT_OF_ORDER)).isEqualTo(1);
        assertThat(state.sequence()).isZero();
        assertThat(follower.deadline()).isBetween(now + 200_000, now + 2 * MILLISECOND);
        now += 2 * MILLISECOND;
        assertThat(sent(FrameType.NAK))
                .extracting(NakFrame::read)
                .containsExactly(new NakFrame(NakFrame.ORDER, 1, 5, List.of(new NakFrame.Range(2, 2))));
        assertThat(counters.get(Counter.NAKS_SENT)).isEqualTo(1);
        receive(lost);

        assertThat(state.sequence()).isEqualTo(2);
        assertThat(counters.get(Counter.OUT_OF_ORDER)).isEqualTo(1);
    }

    @Test
    void aLostTailIsSeenByTheHeartbeat() {
        next(message(10));
        receive(heartbeat(frame, 99, 0, 0));
        assertThat(follower.divergence()).as("it has not come so far").isNull();
        now += 2 * MILLISECOND;

        assertThat(sent(FrameType.NAK)).hasSize(1);
    }

    @Test
    void framesThatCameAlreadyOrComeFarTooEarlyAreCounted() {
        ByteBuffer one = next(message(10));
        receive(one);
        receive(one);
        assertThat(counters.get(Counter.DUPLICATES)).isEqualTo(1);
        frame = 2 + 2048;
        receive(next(message(10)));

        assertThat(counters.get(Counter.DROPPED_BEYOND_WINDOW)).isEqualTo(1);
        assertThat(state.sequence()).isEqualTo(1);
        now += 2 * MILLISECOND;
        assertThat(sent(FrameType.NAK)).as("it says that there are others").hasSize(1);
    }

    @Test
    void nothingIsAppliedWhileTheLogHasNoRoom() {
        log.setRoom(false);
        receive(next(message(10)));
        assertThat(state.sequence()).isZero();
        log.setRoom(true);
        follower.onLogRoom(now);

        assertThat(state.sequence()).isEqualTo(1);
        assertThat(follower.deadline()).isEqualTo(now + 5 * MILLISECOND);
    }

    @Test
    void anotherDigestInAHeartbeatIsADivergence() {
        receive(heartbeat(frame, state.digest() + 1, 0, 0));

        assertThat(follower.divergence())
                .contains("sequencer 'alpha' differ at frame 1 of epoch 1")
                .contains("ours has digest " + Long.toHexString(state.digest()))
                .contains("theirs has sequence 0 and digest " + Long.toHexString(state.digest() + 1));
        now += 100 * MILLISECOND;
        assertThat(acks()).as("it does not go on").isEmpty();
    }

    @Test
    void anotherDigestInAFrameIsADivergenceAndTheFrameIsNotApplied() {
        ByteBuffer wrong = ForgedOrder.frame(GROUP, 1, ++frame, 0, 77, message(10));
        receive(wrong);

        assertThat(follower.divergence()).contains("ours has digest");
        assertThat(state.sequence()).isZero();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void anotherSequenceInAFrameIsADivergence() {
        ByteBuffer wrong = ForgedOrder.frame(GROUP, 1, ++frame, 3, state.digest(), message(10));
        receive(wrong);

        assertThat(follower.divergence()).contains("ours has sequence 0").contains("theirs has sequence 3");
        assertThat(state.sequence()).isZero();
    }

    @Test
    void whatFollowsAViewWithoutItIsNotForIt() {
        follower.leftView();
        receive(next(message(10)));
        receive(heartbeat(frame, 1234, 0, 0));
        now += 100 * MILLISECOND;

        assertThat(acks()).isEmpty();
        assertThat(state.sequence()).isZero();
        assertThat(follower.divergence()).isNull();
    }

    @Test
    void itTakesItsLeaveOfTheSequencer() {
        follower.leave();

        assertThat(sender.take()).hasSize(1).first().satisfies(sent -> {
            assertThat(sent.to()).contains(ALPHA.endpoint());
            assertThat(LeaveFrame.read(sent.datagram())).isEqualTo(new LeaveFrame(1, 5));
        });
    }
}
