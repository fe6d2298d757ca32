package org.ordercast.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.protocol.DatagramSender;
import org.ordercast.engine.protocol.Publication;

/** What stands around a simulated protocol behaves as the real thing does, and notices a breach of its contract. */
class SurroundingsTest {

    private static final MemberIdentity ADA = new MemberIdentity("ada", 11, Endpoint.ipv4(1, 1));
    private static final byte[] PAYLOAD = new byte[100];

    private final Timeline timeline = new Timeline();
    private final Checker checker = new Checker();
    private final SimulatedPublications publications = new SimulatedPublications(ADA, checker, 250, 150);
    private final SimulatedLog log = new SimulatedLog(ADA, checker, 200, 0, true);

    @Test
    void publishersFindNoRoomUntilMessagesAreOrdered() {
        assertThat(offer()).isTrue();
        assertThat(offer()).isTrue();
        assertThat(offer()).isFalse();

        publications.poll().ordered();

        assertThat(offer()).isTrue();
    }

    @Test
    void messagesAreTakenOldestFirst() {
        offer();
        offer();
        Publication first = publications.peek();

        assertThat(publications.poll()).isSameAs(first);
        assertThat(publications.poll()).isNotSameAs(first);
        assertThat(publications.poll()).isNull();
        assertThat(publications.peek()).isNull();
    }

    @Test
    void moreOnTheWayThanTheWindowAllowsIsNoticed() {
        offer();
        offer();
        publications.poll();
        publications.checkAfterStep();
        publications.poll();

        assertThat(violationOf(publications::checkAfterStep)).isEqualTo(Invariant.BOUNDED);
    }

    @Test
    void aPublicationIsOrderedOnceAndEndsOnce() {
        begin();
        offer();
        offer();
        Publication first = publications.poll();
        Publication second = publications.poll();
        first.ordered();
        first.completed(1, 1);
        second.failed("the member left");

        assertThat(violationOf(first::ordered)).isEqualTo(Invariant.CONTRACT);
        assertThat(violationOf(() -> first.completed(1, 1))).isEqualTo(Invariant.CONTRACT);
        assertThat(violationOf(() -> first.failed("late"))).isEqualTo(Invariant.CONTRACT);
        assertThat(violationOf(second::ordered)).isEqualTo(Invariant.CONTRACT);
        assertThat(violationOf(() -> second.completed(2, 1))).isEqualTo(Invariant.CONTRACT);
        assertThat(publications.open()).isZero();
    }

    @Test
    void aPublicationThatIsCompleteButNeverOrderedIsNoticed() {
        begin();
        offer();
        publications.poll().completed(1, 1);

        assertThat(violationOf(publications::checkAfterStep)).isEqualTo(Invariant.CONTRACT);
    }

    @Test
    void aPublicationThatFailsGivesItsRoomBackAndNeedsAReason() {
        offer();
        offer();
        publications.poll().failed("the member left");
        assertThat(offer()).isTrue();

        Publication second = publications.poll();
        assertThat(violationOf(() -> second.failed(" "))).isEqualTo(Invariant.CONTRACT);
    }

    @Test
    void aGapWithoutAReasonIsNoticed() {
        begin();

        assertThat(violationOf(() -> log.append(new LogRecord.Gap(1, 2, 1, 0, ""))))
                .isEqualTo(Invariant.CONTRACT);
    }

    @Test
    void aFullLogHasNoRoomUntilItsReaderHasCaughtUp() {
        begin();
        append(1);
        assertThat(log.hasRoom()).isTrue();
        append(2);
        assertThat(log.hasRoom()).isFalse();
        assertThat(violationOf(() -> append(3))).isEqualTo(Invariant.CONTRACT);
        assertThat(log.roomReturned()).isFalse();

        log.read(1);

        assertThat(log.roomReturned()).isTrue();
        assertThat(log.roomReturned()).isFalse();
        assertThat(log.hasRoom()).isTrue();
        assertThat(log.hasUnread()).isTrue();
    }

    @Test
    void aFullReceiveBufferDropsWhatArrives() {
        ReceiveBuffer buffer = new ReceiveBuffer(350, new Dice(1));

        assertThat(buffer.offer(PAYLOAD)).isTrue();
        assertThat(buffer.offer(PAYLOAD)).isTrue();
        assertThat(buffer.offer(PAYLOAD)).isFalse();
        buffer.read(datagram -> assertThat(datagram.remaining()).isEqualTo(PAYLOAD.length));
        assertThat(buffer.offer(PAYLOAD)).isTrue();
    }

    @Test
    void aDatagramIsOverwrittenOnceItWasRead() {
        ReceiveBuffer buffer = new ReceiveBuffer(1_000, new Dice(1));
        AtomicReference<ByteBuffer> kept = new AtomicReference<>();
        buffer.offer(new byte[] {1, 2, 3});

        buffer.read(datagram -> {
            assertThat(datagram).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            kept.set(datagram);
        });

        assertThat(kept.get()).isNotEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void timersThatSpinAreNoticed() {
        TimerPace pace = new TimerPace("ada");
        for (int millisecond = 0; millisecond < 1_000; millisecond++) {
            pace.wentOff(TimeUnit.MILLISECONDS.toNanos(millisecond));
        }

        assertThat(violationOf(() -> {
                    for (int i = 0; i < 100; i++) {
                        pace.wentOff(TimeUnit.SECONDS.toNanos(2) + i);
                    }
                }))
                .isEqualTo(Invariant.NO_SPINNING);
    }

    @Test
    void aDatagramThatDoesNotFitThePathIsNoticed() {
        OutgoingCheck sender = new OutgoingCheck(ADA, new NoNetwork(), 600, new RepairPace("ada", 1, 600), timeline);

        sender.multicast(orderFrame(1, 600));
        assertThat(violationOf(() -> sender.multicast(orderFrame(2, 601)))).isEqualTo(Invariant.BOUNDED);
        assertThat(violationOf(() -> sender.unicast(ADA.endpoint(), ByteBuffer.allocate(0))))
                .isEqualTo(Invariant.BOUNDED);
    }

    @Test
    void repairAboveItsRateIsNoticed() {
        int second = 1_000_000_000;
        RepairPace pace = new RepairPace("ada", 100_000, 1_000);
        for (int number = 1; number <= 1_000; number++) {
            pace.sent(orderFrame(number, 1_000), 0);
        }
        for (int repair = 0; repair < 1_000; repair++) {
            pace.sent(orderFrame(1 + repair % 10, 1_000), (long) repair * second / 100);
        }

        assertThat(violationOf(() -> {
                    for (int repair = 0; repair < 1_000; repair++) {
                        pace.sent(orderFrame(1 + repair % 10, 1_000), 20L * second);
                    }
                }))
                .isEqualTo(Invariant.BOUNDED);
    }

    @Test
    void aFailureSaysWhatHappenedAndHowToSeeItAgain() {
        InvariantViolation violation = new InvariantViolation(Invariant.AGREEMENT, "ada and bob differ");
        Replay replay = new Replay(List.of("step one", "step two"), violation.getMessage());

        assertThatThrownBy(() -> {
                    throw new SimulationFailure(Scenario.SAFETY, 42, "mvn the command", violation, replay);
                })
                .hasMessageContainingAll("SAFETY", "seed 42", "ada and bob differ", "step two", "mvn the command")
                .hasMessageNotContaining("something outside the seed");
    }

    private static ByteBuffer orderFrame(long number, int length) {
        ByteBuffer frame = ByteBuffer.allocate(length);
        FrameHeader.begin(frame, FrameType.ORDER, 1, ADA.incarnation());
        OrderFrame.write(frame, 1, number, 1, 0, 0, 0);
        FrameHeader.finish(frame.position(length));
        return frame;
    }

    private void begin() {
        checker.started(ADA);
        checker.startedAfter(ADA, 0);
    }

    private boolean offer() {
        return publications.offer(PAYLOAD, Acknowledgement.ORDERED);
    }

    private void append(long number) {
        checker.published(ADA, number, new byte[60]);
        ByteBuffer messages = ByteBuffer.allocate(64).putInt(60).rewind();
        log.append(
                new LogRecord.Batch(new OrderedBatch(1, number, ADA.id(), ADA.incarnation(), number, 1, messages), 0));
    }

    private static Invariant violationOf(ThrowingCallable step) {
        InvariantViolation violation = catchThrowableOfType(InvariantViolation.class, step);
        assertThat(violation).as("the violation of an invariant").isNotNull();
        return violation.invariant();
    }

    private static final class NoNetwork implements DatagramSender {

        @Override
        public void multicast(ByteBuffer datagram) {}

        @Override
        public void unicast(Endpoint to, ByteBuffer datagram) {}
    }
}
