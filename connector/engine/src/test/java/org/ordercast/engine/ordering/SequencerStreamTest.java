package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.engine.ordering.TestSequencer.MILLISECOND;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.member.RecordingSender;
import org.ordercast.engine.member.TestMember;
import org.ordercast.engine.member.TestPublication;
import org.ordercast.engine.membership.MemberIdentity;

/** What the sequencer sends, and when: frames, heartbeats, repairs, requests for what it misses itself. */
class SequencerStreamTest {

    private static final MemberIdentity BETA = TestMember.identity("beta", 2);
    private static final MemberIdentity GAMMA = TestMember.identity("gamma", 3);

    private final TestSequencer alpha = new TestSequencer();

    @Test
    void heartbeatsFollowTheLastFrameAtGrowingIntervals() {
        alpha.publish(10, Acknowledgement.ORDERED);
        alpha.turn();
        List<Long> at = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            alpha.pass(MILLISECOND);
            if (!alpha.turn(FrameType.HEARTBEAT).isEmpty()) {
                at.add((long) i + 1);
            }
        }

        assertThat(at).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 228L, 328L);
    }

    @Test
    void aHeartbeatIsDueWhenItSaysSoAndNotBefore() {
        alpha.publish(10, Acknowledgement.ORDERED);
        alpha.turn();
        assertThat(alpha.role().deadline()).isEqualTo(alpha.now() + MILLISECOND);
        assertThat(alpha.pass(MILLISECOND - 1).turn(FrameType.HEARTBEAT)).isEmpty();

        assertThat(alpha.pass(1).turn(FrameType.HEARTBEAT)).hasSize(1);
    }

    @Test
    void aHeartbeatSaysHowFarTheOrderHasGoneOut() {
        WelcomeFrame beta = alpha.join(BETA);
        alpha.publish(10, Acknowledgement.ORDERED);
        alpha.turn();
        long frame = alpha.sentFrame();
        alpha.ack(beta, frame, 1);
        long digest = alpha.state().digest();
        alpha.log().setSlow(true);
        alpha.publish(10, Acknowledgement.ORDERED);
        alpha.turn();
        ByteBuffer heartbeat = alpha.pass(MILLISECOND).turn(FrameType.HEARTBEAT).get(0);

        assertThat(OrderFrame.number(heartbeat)).isEqualTo(frame);
        assertThat(OrderFrame.firstSequence(heartbeat)).isEqualTo(2);
        assertThat(OrderFrame.digest(heartbeat)).isEqualTo(digest);
        assertThat(OrderFrame.committed(heartbeat)).isEqualTo(1);
        assertThat(OrderFrame.stable(heartbeat)).isEqualTo(1);
        assertThat(alpha.state().digest()).as("what is not out yet").isNotEqualTo(digest);
    }

    @Test
    void whatTheLogDoesNotHoldIsNotSentAndNobodyIsToldOfIt() {
        alpha.log().setSlow(true);
        TestPublication message = alpha.publish(10, Acknowledgement.ORDERED);
        assertThat(alpha.turn(FrameType.ORDER)).isEmpty();
        assertThat(alpha.state().sequence()).isEqualTo(1);
        assertThat(message.isOpen()).isTrue();
        alpha.log().setSlow(false);

        assertThat(alpha.turn(FrameType.ORDER)).hasSize(1);
        assertThat(message.isOpen()).isFalse();
    }

    @Test
    void whereSomebodyWaitsForAPositionItIsAnnouncedAtOnce() {
        WelcomeFrame beta = alpha.join(BETA);
        alpha.publish(10, Acknowledgement.STABLE);
        alpha.turn();
        alpha.ack(beta, alpha.sentFrame(), 1);

        assertThat(alpha.turn(FrameType.HEARTBEAT)).hasSize(1);
        assertThat(alpha.turn(FrameType.HEARTBEAT)).isEmpty();
    }

    @Test
    void whereNobodyWaitsForAPositionItIsAnnouncedInItsTime() {
        WelcomeFrame beta = alpha.join(BETA);
        alpha.publish(10, Acknowledgement.ORDERED);
        alpha.turn();
        alpha.ack(beta, alpha.sentFrame(), 1);

        assertThat(alpha.turn(FrameType.HEARTBEAT)).isEmpty();
    }

    @Test
    void messagesShareAFrameAsLongAsItHasRoom() {
        for (int i = 0; i < 30; i++) {
            alpha.publish(100, Acknowledgement.ORDERED);
        }
        List<ByteBuffer> frames = alpha.turn(FrameType.ORDER);

        assertThat(frames).hasSize(3);
        assertThat(frames.get(0).remaining()).isBetween(1360, 1472);
        assertThat(frames.get(1).remaining()).isBetween(1360, 1472);
        assertThat(OrderFrame.firstSequence(frames.get(1))).isGreaterThan(10);
    }

    @Test
    void aFrameThatSomebodyWaitsForSaysSo() {
        alpha.publish(10, Acknowledgement.ORDERED);
        assertThat(FrameHeader.isPrompt(alpha.turn(FrameType.ORDER).get(0))).isFalse();
        alpha.publish(10, Acknowledgement.COMMITTED);

        assertThat(FrameHeader.isPrompt(alpha.turn(FrameType.ORDER).get(0))).isTrue();
    }

    @Test
    void aMissingFrameIsSentAgainToWhoAsksForIt() {
        WelcomeFrame beta = alpha.join(BETA);
        alpha.publish(10, Acknowledgement.ORDERED);
        ByteBuffer frame = alpha.turn(FrameType.ORDER).get(0);
        alpha.role()
                .onNak(
                        2,
                        new NakFrame(
                                NakFrame.ORDER,
                                1,
                                beta.view(),
                                List.of(new NakFrame.Range(alpha.sentFrame(), alpha.sentFrame()))),
                        alpha.now());
        List<RecordingSender.Sent> sent = alpha.turn().stream()
                .filter(one -> one.type() == FrameType.ORDER)
                .toList();

        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).to()).contains(BETA.endpoint());
        assertThat(sent.get(0).datagram()).isEqualTo(frame);
        assertThat(alpha.count(Counter.NAKS_RECEIVED)).isEqualTo(1);
    }

    @Test
    void requestsThatAreNotForASequencerAreNotAnswered() {
        WelcomeFrame beta = alpha.join(BETA);
        List<NakFrame.Range> first = List.of(new NakFrame.Range(1, 1));
        alpha.role().onNak(2, new NakFrame(NakFrame.PUBLISH, 1, beta.view(), first), alpha.now());
        alpha.role().onNak(9, new NakFrame(NakFrame.ORDER, 1, beta.view(), first), alpha.now());

        assertThat(alpha.turn(FrameType.ORDER)).isEmpty();
        assertThat(alpha.count(Counter.NAKS_RECEIVED)).isZero();
    }

    @Test
    void whatIsMissingInAPublishStreamIsAskedForAndTheRestWaitsForIt() {
        WelcomeFrame beta = alpha.join(BETA);
        alpha.publish(beta, 3, 3);
        assertThat(alpha.count(Counter.OUT_OF_ORDER)).isEqualTo(1);
        assertThat(alpha.role().deadline()).isBetween(alpha.now() + 200_000, alpha.now() + 300_000);
        alpha.pass(300_000);
        NakFrame nak = NakFrame.read(alpha.turn(FrameType.NAK).get(0));
        assertThat(nak).isEqualTo(new NakFrame(NakFrame.PUBLISH, 1, beta.view(), List.of(new NakFrame.Range(1, 2))));
        assertThat(alpha.count(Counter.NAKS_SENT)).isEqualTo(1);
        assertThat(alpha.state().sequence()).isZero();
        alpha.publish(beta, 1, 1);
        alpha.publish(beta, 2, 2);
        alpha.turn();

        assertThat(alpha.state().sequence()).isEqualTo(3);
        assertThat(alpha.count(Counter.OUT_OF_ORDER))
                .as("1 and 2 came in order")
                .isEqualTo(1);
        assertThat(alpha.count(Counter.MESSAGES_ORDERED)).isEqualTo(3);
    }

    @Test
    void aLostTailOfAPublishStreamIsSeenByItsHeartbeat() {
        WelcomeFrame beta = alpha.join(BETA);
        ByteBuffer heartbeat = ByteBuffer.allocate(200);
        PublishFrame.write(heartbeat.position(FrameHeader.LENGTH), beta.epoch(), beta.view(), 2, 2);
        alpha.role().onPublishHeartbeat(2, heartbeat, alpha.now());
        alpha.pass(300_000);

        assertThat(NakFrame.read(alpha.turn(FrameType.NAK).get(0)).ranges()).containsExactly(new NakFrame.Range(1, 2));
    }

    @Test
    void framesThatCameAlreadyOrComeFarTooEarlyAreCountedAndDropped() {
        WelcomeFrame beta = alpha.join(BETA);
        alpha.publish(beta, 1, 1);
        alpha.turn();
        alpha.publish(beta, 1, 1);
        assertThat(alpha.count(Counter.DUPLICATES)).isEqualTo(1);
        alpha.publish(beta, 1 + 2048, 2);
        assertThat(alpha.count(Counter.DROPPED_BEYOND_WINDOW)).isZero();
        alpha.publish(beta, 2 + 2048, 3);

        assertThat(alpha.count(Counter.DROPPED_BEYOND_WINDOW)).isEqualTo(1);
        assertThat(alpha.state().sequence()).isEqualTo(1);
    }

    @Test
    void publishersTakeTurnsWithAFrameEach() {
        WelcomeFrame beta = alpha.join(BETA);
        WelcomeFrame gamma = alpha.join(GAMMA);
        for (int i = 1; i <= 3; i++) {
            alpha.publish(beta, i, i);
            alpha.publish(gamma, i, i);
        }
        alpha.turn();

        List<String> publishers = alpha.log().lines().stream()
                .map(line -> line.replaceAll("\\d+:(\\w+)/.*", "$1"))
                .toList();
        assertThat(publishers).hasSize(6);
        for (int i = 0; i < 6; i += 2) {
            assertThat(publishers.subList(i, i + 2)).containsExactlyInAnyOrder("beta", "gamma");
        }
    }

    @Test
    void theFirstTurnIsAnotherPublishersEachTime() {
        WelcomeFrame beta = alpha.join(BETA);
        WelcomeFrame gamma = alpha.join(GAMMA);
        List<String> first = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            alpha.publish(beta, i, i);
            alpha.publish(gamma, i, i);
            int before = alpha.log().lines().size();
            alpha.turn();
            first.add(alpha.log().lines().get(before).replaceAll("\\d+:(\\w+)/.*", "$1"));
        }

        assertThat(first).contains("beta", "gamma");
    }

    @Test
    void aClosedWindowIsCountedOnceAndOpensAgain() {
        TestSequencer one = new TestSequencer(settings -> settings.windowSize(65_536));
        WelcomeFrame beta = one.join(BETA);
        for (int i = 0; i < 100; i++) {
            one.publish(1400, Acknowledgement.ORDERED);
        }
        one.turn();
        one.turn();
        long ordered = one.state().sequence();
        assertThat(ordered).isBetween(40L, 50L);
        assertThat(one.count(Counter.WINDOW_STALLS)).isEqualTo(1);
        one.ack(beta, one.sentFrame(), ordered);
        one.turn();
        assertThat(one.state().sequence()).isBetween(80L, 95L);
        one.ack(beta, one.sentFrame(), one.state().sequence());
        one.turn();

        assertThat(one.state().sequence()).isEqualTo(100);
        assertThat(one.count(Counter.WINDOW_STALLS))
                .as("it was never found open between")
                .isEqualTo(1);
        for (int i = 0; i < 100; i++) {
            one.publish(1400, Acknowledgement.ORDERED);
        }
        one.turn();
        assertThat(one.count(Counter.WINDOW_STALLS)).isEqualTo(2);
    }

    @Test
    void aLogWithoutRoomClosesTheWindowToo() {
        alpha.log().setRoom(false);
        alpha.publish(10, Acknowledgement.ORDERED);
        alpha.turn();
        assertThat(alpha.state().sequence()).isZero();
        alpha.log().setRoom(true);
        alpha.turn();

        assertThat(alpha.state().sequence()).isEqualTo(1);
    }

    @Test
    void aPositionBeyondWhatWasSentIsNotBelieved() {
        WelcomeFrame beta = alpha.join(BETA);
        alpha.publish(10, Acknowledgement.ORDERED);
        alpha.turn();
        alpha.ack(beta, alpha.sentFrame() + 1, 1);
        alpha.ack(beta, alpha.sentFrame(), 2);
        assertThat(alpha.count(Counter.DROPPED_MALFORMED)).isEqualTo(2);
        assertThat(alpha.role().acknowledged(2)).isZero();
        alpha.ack(beta, alpha.sentFrame(), 1);
        alpha.ack(beta, alpha.sentFrame() - 1, 0);

        assertThat(alpha.role().acknowledged(2)).as("an old one comes late").isEqualTo(1);
        assertThat(alpha.state().stable()).isEqualTo(1);
        assertThat(alpha.role().acknowledged(9)).as("nobody").isEqualTo(-1);
    }

    @Test
    void whatOneSendsInTheNameOfAnotherIsDropped() {
        alpha.join(BETA);
        WelcomeFrame gamma = alpha.join(GAMMA);
        ByteBuffer frame = ByteBuffer.allocate(200);
        PublishFrame.write(frame.position(FrameHeader.LENGTH), 1, gamma.view(), 1, 2);
        alpha.role().onPublish(3, frame, alpha.now());

        assertThat(alpha.count(Counter.DROPPED_MALFORMED)).isEqualTo(1);
    }
}
