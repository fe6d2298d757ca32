package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.ordering.OrderState;

/** When a member that waits says hello, and what of. */
class WaitingHellosTest {

    private static final long MILLISECOND = 1_000_000;
    private static final long INTERVAL = 100 * MILLISECOND;

    private final TestContext parts = new TestContext(settings -> settings.discoveryTime(Duration.ofMillis(500)));
    private final OrderState order = new OrderState(new IgnoredOrder());
    private long now = -7 * MILLISECOND;
    private final WaitingHellos hellos = new WaitingHellos(parts.context(), order, now);

    WaitingHellosTest() {
        order.resume(new LogState(5, 3, "beta", 2, 40, 9, View.NONE, 0, List.of()));
    }

    @Test
    void itSaysWhatItHasOfItsOrderAtOnce() {
        assertThat(hellos.dueAt()).isEqualTo(now);

        assertThat(turn()).containsExactly(hello(0, 5, 40, 0));
    }

    @Test
    void itSaysSoAgainAtIntervals() {
        turn();
        assertThat(hellos.dueAt()).isEqualTo(now + INTERVAL);
        now += INTERVAL - 1;
        assertThat(turn()).isEmpty();
        now++;

        assertThat(turn()).hasSize(1);
    }

    @Test
    void theIntervalHasABound() {
        WaitingHellos slow = new WaitingHellos(
                new TestContext(settings -> settings.discoveryTime(Duration.ofSeconds(9))).context(), order, now);
        slow.postpone(now);

        assertThat(slow.dueAt()).isEqualTo(now + 200 * MILLISECOND);
    }

    @Test
    void whoWouldTakeAnyOrderSaysSo() {
        hellos.onTurnEnd(true, now);

        assertThat(said()).containsExactly(hello(0, 0, 0, 0));
    }

    @Test
    void itIsSaidEarlierOrLaterWhereThereIsReasonTo() {
        turn();
        now += MILLISECOND;
        hellos.hurry(now);
        assertThat(turn()).hasSize(1);
        now += INTERVAL;
        hellos.postpone(now);
        assertThat(turn()).isEmpty();
        assertThat(hellos.dueAt()).isEqualTo(now + INTERVAL);
    }

    @Test
    void oneOfManyOccasionsIsTaken() {
        turn();
        hellos.hurryOnce(now);
        assertThat(turn()).hasSize(1);
        hellos.hurryOnce(now + INTERVAL - 1);
        assertThat(hellos.dueAt()).isEqualTo(now + INTERVAL);
        hellos.hurryOnce(now + INTERVAL);
        now += INTERVAL;

        assertThat(turn()).hasSize(1);
    }

    @Test
    void anInvitationIsAnsweredAtOnceThoughNotEachOfMany() {
        turn();
        hellos.onInvitation(42, true, now);
        assertThat(turn()).containsExactly(hello(0, 5, 40, 42));
        hellos.onInvitation(43, true, now + INTERVAL - 1);
        assertThat(hellos.dueAt()).isEqualTo(now + INTERVAL);
        now += INTERVAL;
        hellos.onInvitation(44, true, now);
        assertThat(turn()).containsExactly(hello(0, 5, 40, 44));
    }

    @Test
    void anInvitationThatIsNotWantedIsOnlyRemembered() {
        turn();
        hellos.onInvitation(42, false, now);
        assertThat(turn()).isEmpty();
        now += INTERVAL;

        assertThat(turn()).containsExactly(hello(0, 5, 40, 42));
    }

    @Test
    void anotherMembersHelloIsAnsweredThoughNotEachOfMany() {
        hellos.answer(12, false, now);
        assertThat(said()).containsExactly(hello(12, 5, 40, 0));
        hellos.answer(12, false, now + INTERVAL - 1);
        assertThat(said()).isEmpty();
        hellos.answer(13, true, now + INTERVAL);

        assertThat(said()).containsExactly(hello(13, 0, 0, 0));
    }

    private List<HelloFrame> turn() {
        hellos.onTurnEnd(false, now);
        return said();
    }

    private List<HelloFrame> said() {
        return parts.sender().take().stream()
                .peek(sent -> assertThat(sent.type()).isEqualTo(FrameType.HELLO))
                .map(sent -> HelloFrame.read(sent.datagram()))
                .toList();
    }

    private static HelloFrame hello(long supports, long order, long sequence, long invitation) {
        return new HelloFrame(
                HelloFrame.Intent.WAIT, supports, order, 3, sequence, invitation, TestMember.identity("alpha", 1));
    }
}
