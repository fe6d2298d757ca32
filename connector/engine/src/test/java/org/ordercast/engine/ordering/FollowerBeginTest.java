package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.frame.AckFrame;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.NakFrame;

/** What a follower does with what comes before its order stands where its view begins. */
class FollowerBeginTest extends FollowerScene {

    @Test
    void framesAreTakenInBeforeItBeginsAndAppliedThen() {
        assertThat(follower.hasBegun()).isFalse();
        receive(next(view(5)));
        receive(next(message(10)));
        receive(heartbeat(frame, 99, 0, 0));
        assertThat(state.view().number()).isEqualTo(4);
        assertThat(follower.divergence()).isNull();
        follower.begin(now);

        assertThat(follower.hasBegun()).isTrue();
        assertThat(state.view().number()).isEqualTo(5);
        assertThat(state.sequence()).isEqualTo(1);
    }

    @Test
    void theFrameThatItsViewBeginsWithIsAskedForThoughNothingCame() {
        assertThat(follower.deadline()).isBetween(now + 200_000, now + 2 * MILLISECOND);
        now += 2 * MILLISECOND;

        assertThat(sent(FrameType.NAK))
                .extracting(NakFrame::read)
                .containsExactly(new NakFrame(NakFrame.ORDER, 1, 5, List.of(new NakFrame.Range(1, 1))));
    }

    @Test
    void whatItCaughtUpWithIsHeldOnceItsLogHoldsIt() {
        log.setSlow(true);
        receive(prompt(next(view(5))));
        follower.begin(now);
        now += 5 * MILLISECOND;
        assertThat(acks()).containsExactly(new AckFrame(1, 5, 1, 0));
    }
}
