package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.membership.View;

/** What a follower does with frames that publishers send to the whole group. */
class FollowerDirectTest extends FollowerScene {

    FollowerDirectTest() {
        begin();
    }

    @Test
    void theOrderRefersToFramesOfPublishersThatCameBefore() {
        follower.onDirect(published(1, 1, 300), 1, now);
        receive(reference(1, 1, 300));
        assertThat(state.sequence()).isEqualTo(1);
        assertThat(counters.get(Counter.DROPPED_UNKNOWN_SENDER)).isZero();
    }

    @Test
    void whatTheOrderRefersToAndDidNotComeIsAskedForAndTheOrderWaits() {
        receive(reference(1, 1, 300));
        receive(next(message(10)));
        assertThat(state.sequence()).isZero();
        now += 2 * MILLISECOND;
        assertThat(sent(FrameType.NAK))
                .extracting(NakFrame::read)
                .containsExactly(new NakFrame(NakFrame.REFERENCED, 1, 5, List.of(new NakFrame.Range(1, 1))));
        follower.onDirect(published(1, 1, 300), 1, now);

        assertThat(state.sequence()).isEqualTo(2);
        now += 200 * MILLISECOND;
        assertThat(sent(FrameType.NAK)).as("it is here").isEmpty();
    }

    @Test
    void onlyAPublisherItselfAndTheSequencerSendItsFrames() {
        follower.onDirect(published(2, 1, 300), 3, now);
        assertThat(counters.get(Counter.DROPPED_UNKNOWN_SENDER)).isEqualTo(1);
        follower.onDirect(published(9, 1, 300), 9, now);
        assertThat(counters.get(Counter.DROPPED_UNKNOWN_SENDER))
                .as("not in the view")
                .isEqualTo(2);
        follower.onDirect(published(2, 1, 300), 1, now);

        assertThat(counters.get(Counter.DROPPED_UNKNOWN_SENDER)).isEqualTo(2);
    }

    @Test
    void framesThatTheOrderDoesNotReferToAreKeptWithinABound() {
        for (int i = 1; i <= 4; i++) {
            follower.onDirect(published(1, i, 65_400), 1, now);
        }
        assertThat(counters.get(Counter.DROPPED_BEYOND_WINDOW)).isZero();
        follower.onDirect(published(1, 5, 65_400), 1, now);

        assertThat(counters.get(Counter.DROPPED_BEYOND_WINDOW)).isEqualTo(1);
    }

    @Test
    void framesOfAPublisherThatLeftTheViewAreLetGoOf() {
        for (int i = 1; i <= 4; i++) {
            follower.onDirect(published(1, i, 65_400), 1, now);
        }
        follower.onView(new View(6, List.of(new View.Participant(BETA, 0))));
        follower.onDirect(published(1, 5, 65_400), 1, now);

        assertThat(counters.get(Counter.DROPPED_BEYOND_WINDOW)).isZero();
    }

    @Test
    void whatItRefersToCountsForTheNextAcknowledgement() {
        follower.onDirect(published(1, 1, WINDOW / 8), 1, now);
        receive(reference(1, 1, WINDOW / 8));

        assertThat(acks()).hasSize(1);
    }
}
