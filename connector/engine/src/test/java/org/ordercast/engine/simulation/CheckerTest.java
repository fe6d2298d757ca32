package org.ordercast.engine.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;

/** The checker bites: each rule, broken once, is noticed at once and by its name. */
class CheckerTest {

    private static final MemberIdentity ADA = new MemberIdentity("ada", 11, Endpoint.ipv4(1, 1));
    private static final MemberIdentity BOB = new MemberIdentity("bob", 22, Endpoint.ipv4(2, 1));
    private static final MemberIdentity CYD = new MemberIdentity("cyd", 33, Endpoint.ipv4(3, 1));
    private static final int MESSAGES = 6;

    private final Checker checker = new Checker();
    private final List<OrderedBatch> batches = new ArrayList<>();

    @BeforeEach
    void adaOrdersItsMessagesTwoToABatch() {
        checker.started(ADA);
        checker.started(BOB);
        checker.started(CYD);
        checker.startedAfter(ADA, 0);
        checker.viewed(ADA, 1, List.of(ADA, BOB, CYD));
        for (int number = 1; number <= MESSAGES; number++) {
            checker.published(ADA, number, payload(number));
        }
        for (int first = 1; first <= MESSAGES; first += 2) {
            batches.add(batch(first, first, payload(first), payload(first + 1)));
        }
        batches.forEach(batch -> checker.received(ADA, batch));
    }

    @Test
    void aMemberThatReceivesWhatAllReceiveIsFine() {
        assertThatCode(() -> batches.forEach(batch -> checker.received(BOB, batch)))
                .doesNotThrowAnyException();
        assertThat(checker.order().last()).isEqualTo(MESSAGES);
        assertThat(checker.delivered()).isEqualTo(2 * MESSAGES);
    }

    @Test
    void twoBatchesInTheWrongOrderAreNoticed() {
        Collections.swap(batches, 0, 1);

        assertThat(violationOf(() -> batches.forEach(batch -> checker.received(BOB, batch))))
                .isEqualTo(Invariant.SEAMLESS);
    }

    @Test
    void twoBatchesThatChangedPlacesAreNoticed() {
        checker.startedAfter(BOB, 0);

        assertThat(violationOf(() -> checker.received(BOB, batch(1, 3, payload(3), payload(4)))))
                .isEqualTo(Invariant.AGREEMENT);
    }

    @Test
    void aBatchReceivedTwiceIsNoticed() {
        checker.received(BOB, batches.get(0));

        assertThat(violationOf(() -> checker.received(BOB, batches.get(0)))).isEqualTo(Invariant.SEAMLESS);
    }

    @Test
    void aBatchLeftOutIsNoticed() {
        checker.received(BOB, batches.get(0));

        assertThat(violationOf(() -> checker.received(BOB, batches.get(2)))).isEqualTo(Invariant.NO_SILENT_LOSS);
    }

    @Test
    void aBatchLeftOutAtTheStartIsNoticedBySomeoneWhoWasToldWhereTheOrderBegins() {
        checker.startedAfter(BOB, 0);

        assertThat(violationOf(() -> checker.received(BOB, batches.get(1)))).isEqualTo(Invariant.NO_SILENT_LOSS);
    }

    @Test
    void aGapThatIsReportedIsNoLoss() {
        checker.received(BOB, batches.get(0));
        checker.missed(BOB, 3, 4);

        assertThatCode(() -> checker.received(BOB, batches.get(2))).doesNotThrowAnyException();
        assertThat(checker.gaps()).isEqualTo(1);
    }

    @Test
    void aMemberThatReceivedNothingMayBeToldAgainWhereTheOrderBegins() {
        checker.startedAfter(BOB, 0);
        checker.startedAfter(BOB, 4);

        assertThatCode(() -> checker.received(BOB, batches.get(2))).doesNotThrowAnyException();
    }

    @Test
    void aStartInTheMiddleOfALogsLifeIsNoticed() {
        checker.received(BOB, batches.get(0));

        assertThat(violationOf(() -> checker.startedAfter(BOB, 4))).isEqualTo(Invariant.NO_SILENT_LOSS);
    }

    @Test
    void alteredBytesAreNoticed() {
        byte[] altered = payload(2);
        altered[altered.length - 1] ^= 1;

        assertThat(violationOf(() -> checker.received(BOB, batch(1, 1, payload(1), altered))))
                .isEqualTo(Invariant.INTEGRITY);
    }

    @Test
    void aMessageThatIsShorterThanPublishedIsNoticed() {
        assertThat(violationOf(() -> checker.received(BOB, batch(1, 1, payload(1), new byte[1]))))
                .isEqualTo(Invariant.INTEGRITY);
    }

    @Test
    void bytesThatChangeAfterTheyWereReceivedAreNoticedByTheReader() {
        OrderedBatch batch = batches.get(0);
        batch.messages().put(batch.messages().limit() - 1, (byte) 0x5a);

        assertThat(violationOf(() -> checker.read(ADA, batch))).isEqualTo(Invariant.INTEGRITY);
    }

    @Test
    void bytesAfterTheLastMessageAreNoticed() {
        ByteBuffer longer = ByteBuffer.allocate(Integer.BYTES + payload(7).length + 1);
        longer.putInt(payload(7).length).put(payload(7)).rewind();
        checker.published(ADA, 7, payload(7));

        assertThat(violationOf(() -> checker.received(ADA, new OrderedBatch(1, 7, "ada", 11, 7, 1, longer))))
                .isEqualTo(Invariant.INTEGRITY);
    }

    @Test
    void aLengthThatRunsBeyondTheBatchIsNoticed() {
        ByteBuffer shorter =
                ByteBuffer.allocate(Integer.BYTES + 1).putInt(payload(1).length).rewind();

        assertThat(violationOf(() -> checker.received(BOB, new OrderedBatch(1, 1, "ada", 11, 1, 1, shorter))))
                .isEqualTo(Invariant.INTEGRITY);
    }

    @Test
    void aBatchOfNothingIsNoticed() {
        ByteBuffer nothing = ByteBuffer.allocate(0);

        assertThat(violationOf(() -> checker.received(ADA, new OrderedBatch(1, 7, "ada", 11, 7, 0, nothing))))
                .isEqualTo(Invariant.CONTRACT);
    }

    @Test
    void aGapOfNothingIsNoticed() {
        assertThat(violationOf(() -> checker.missed(ADA, 7, 6))).isEqualTo(Invariant.NO_SILENT_LOSS);
    }

    @Test
    void aSequenceOrAnEpochBeforeTheFirstIsNoticed() {
        checker.published(ADA, 7, payload(7));

        assertThat(violationOf(() -> checker.received(CYD, batch(0, 7, payload(7)))))
                .isEqualTo(Invariant.AGREEMENT);
        assertThat(violationOf(() -> checker.received(ADA, batchOfEpoch(0, 7, 7, payload(7)))))
                .isEqualTo(Invariant.AGREEMENT);
    }

    @Test
    void aMemberWhoseLogIsAheadOfWhatItSaysIsNoticed() {
        assertThat(violationOf(() -> checker.says(ADA, snapshot(1, 5, 0, 0, 99))))
                .isEqualTo(Invariant.NEVER_BACK);
    }

    @Test
    void aMemberThatSequencesInNoEpochIsNoticed() {
        GroupSnapshot sequencing = new GroupSnapshot(
                MemberState.SEQUENCING, "for a test", 0, Optional.of(ADA.id()), List.of(), 6, 0, 0, 99);

        assertThat(violationOf(() -> checker.says(ADA, sequencing))).isEqualTo(Invariant.ONE_SEQUENCER);
    }

    @Test
    void aMessageThatNobodyPublishedIsNoticed() {
        assertThat(violationOf(() -> checker.received(ADA, batch(7, 7, payload(7)))))
                .isEqualTo(Invariant.INTEGRITY);
    }

    @Test
    void aMessageOrderedTwiceIsNoticed() {
        assertThat(violationOf(() -> checker.received(ADA, batch(7, 6, payload(6)))))
                .isEqualTo(Invariant.INTEGRITY);
    }

    @Test
    void aMessageOrderedBeforeAnEarlierOneOfItsPublisherIsNoticed() {
        checker.published(ADA, 7, payload(7));
        checker.published(ADA, 8, payload(8));

        assertThat(violationOf(() -> checker.received(ADA, batch(7, 8, payload(8)))))
                .isEqualTo(Invariant.PUBLISHER_ORDER);
    }

    @Test
    void anEpochThatGoesBackInTheOrderIsNoticed() {
        checker.published(ADA, 7, payload(7));
        checker.published(ADA, 8, payload(8));
        checker.received(ADA, batchOfEpoch(2, 7, 7, payload(7)));

        assertThat(violationOf(() -> checker.received(ADA, batchOfEpoch(1, 8, 8, payload(8)))))
                .isEqualTo(Invariant.NEVER_BACK);
    }

    @Test
    void whatAMemberSaysNeverGoesBack() {
        batches.forEach(batch -> checker.received(BOB, batch));
        checker.says(ADA, snapshot(2, 6, 6, 0, 99));

        assertThat(violationOf(() -> checker.says(ADA, snapshot(1, 6, 6, 0, 99))))
                .isEqualTo(Invariant.NEVER_BACK);
        assertThat(violationOf(() -> checker.says(ADA, snapshot(2, 6, 5, 0, 99))))
                .isEqualTo(Invariant.NEVER_BACK);
        assertThat(violationOf(() -> checker.says(ADA, snapshot(2, 5, 5, 0, 98))))
                .isEqualTo(Invariant.NEVER_BACK);
    }

    @Test
    void whatAMemberSaysIsStableIsCommittedAndWhatIsCommittedIsOrdered() {
        assertThat(violationOf(() -> checker.says(ADA, snapshot(1, 6, 7, 0, 99))))
                .isEqualTo(Invariant.NEVER_BACK);
        assertThat(violationOf(() -> checker.says(ADA, snapshot(1, 6, 0, 1, 99))))
                .isEqualTo(Invariant.NEVER_BACK);
    }

    @Test
    void aCommitWithoutAMajorityIsNoticed() {
        assertThat(violationOf(() -> checker.says(ADA, snapshot(1, 6, 2, 0, 99))))
                .isEqualTo(Invariant.TRUE_COMPLETION);
        checker.received(BOB, batches.get(0));
        assertThatCode(() -> checker.says(CYD, snapshot(1, 6, 2, 0, 99))).doesNotThrowAnyException();
    }

    @Test
    void stabilityWithoutOneOfTheMembersIsNoticed() {
        checker.received(BOB, batches.get(0));
        assertThat(violationOf(() -> checker.says(ADA, snapshot(1, 6, 2, 2, 99))))
                .isEqualTo(Invariant.TRUE_COMPLETION);
        checker.received(CYD, batches.get(0));
        assertThatCode(() -> checker.says(BOB, snapshot(1, 6, 2, 2, 99))).doesNotThrowAnyException();
    }

    @Test
    void aCompletionBeforeItsLevelIsReachedIsNoticed() {
        assertThatCode(() -> checker.completed(ADA, 1, Acknowledgement.ORDERED, 1, 1))
                .doesNotThrowAnyException();
        assertThat(violationOf(() -> checker.completed(ADA, 1, Acknowledgement.COMMITTED, 1, 1)))
                .isEqualTo(Invariant.TRUE_COMPLETION);
        assertThat(violationOf(() -> checker.completed(ADA, 1, Acknowledgement.STABLE, 1, 1)))
                .isEqualTo(Invariant.TRUE_COMPLETION);
    }

    @Test
    void aMemberThatMissedAMessageDoesNotCountAsAHolder() {
        checker.missed(BOB, 1, 2);

        assertThat(violationOf(() -> checker.completed(ADA, 1, Acknowledgement.COMMITTED, 1, 1)))
                .isEqualTo(Invariant.TRUE_COMPLETION);
    }

    @Test
    void aMemberForWhichTheOrderBeginsLaterNeedNotHoldAMessage() {
        MemberIdentity late = new MemberIdentity("dan", 44, Endpoint.ipv4(4, 1));
        checker.started(late);
        checker.viewed(ADA, 2, List.of(ADA, late));
        checker.published(ADA, 7, payload(7));
        checker.received(ADA, batch(7, 7, payload(7)));

        assertThatCode(() -> checker.completed(ADA, 1, Acknowledgement.STABLE, 1, 1))
                .doesNotThrowAnyException();
        assertThat(violationOf(() -> checker.completed(ADA, 7, Acknowledgement.STABLE, 7, 1)))
                .isEqualTo(Invariant.TRUE_COMPLETION);
    }

    @Test
    void aMemberForWhichTheOrderBeginsLaterDoesNotHelpToAMajority() {
        MemberIdentity late = new MemberIdentity("dan", 44, Endpoint.ipv4(4, 1));
        checker.started(late);
        checker.viewed(ADA, 2, List.of(ADA, BOB, late));
        checker.startedAfter(late, 6);

        assertThat(violationOf(() -> checker.completed(ADA, 1, Acknowledgement.COMMITTED, 1, 1)))
                .isEqualTo(Invariant.TRUE_COMPLETION);
    }

    @Test
    void aCompletionWithAnotherPlaceIsNoticed() {
        assertThat(violationOf(() -> checker.completed(ADA, 2, Acknowledgement.ORDERED, 1, 1)))
                .isEqualTo(Invariant.AGREEMENT);
        assertThat(violationOf(() -> checker.completed(ADA, 1, Acknowledgement.ORDERED, 1, 2)))
                .isEqualTo(Invariant.AGREEMENT);
    }

    @Test
    void aCompletionBeforeAnyLogHasItsPlaceBindsTheLogs() {
        checker.published(BOB, 1, payload(9));
        checker.published(ADA, 7, payload(7));
        checker.completed(BOB, 1, Acknowledgement.ORDERED, 7, 1);

        assertThat(violationOf(() -> checker.received(ADA, batch(7, 7, payload(7)))))
                .isEqualTo(Invariant.AGREEMENT);
    }

    @Test
    void differentDigestsAtOneSequenceAreNoticed() {
        checker.digest(ADA, 99);
        checker.viewed(BOB, 1, List.of(ADA, BOB, CYD));
        batches.forEach(batch -> checker.received(BOB, batch));

        assertThat(violationOf(() -> checker.digest(BOB, 98))).isEqualTo(Invariant.EQUAL_DIGESTS);
    }

    @Test
    void twoMembersThatOrderInOneEpochAreNoticed() {
        checker.ordered(ADA, 1);
        checker.ordered(ADA, 1);
        checker.ordered(BOB, 2);

        assertThat(violationOf(() -> checker.ordered(BOB, 1))).isEqualTo(Invariant.ONE_SEQUENCER);
    }

    @Test
    void twoMeaningsOfOneViewAreNoticed() {
        assertThat(violationOf(() -> checker.viewed(BOB, 1, List.of(ADA, BOB)))).isEqualTo(Invariant.ONE_VIEW);
    }

    @Test
    void aViewThatIsSeenAfterANewerOneIsNoticed() {
        checker.viewed(ADA, 2, List.of(ADA, BOB));

        assertThat(violationOf(() -> checker.viewed(ADA, 1, List.of(ADA, BOB, CYD))))
                .isEqualTo(Invariant.NEVER_BACK);
    }

    @Test
    void whatOnlyTheMachineThatLostPowerHadMayComeAnew() {
        checker.resumed(ADA, LogState.EMPTY, false);
        checker.resumed(BOB, LogState.EMPTY, false);
        checker.received(BOB, batches.get(0));
        checker.died(ADA);
        checker.lost(ADA, 1);

        assertThat(checker.order().last()).isEqualTo(2);
        assertThat(checker.order().placeOf(MessageName.of(ADA, 3))).isZero();
        assertThatCode(() -> checker.received(BOB, batch(3, 3, payload(3)))).doesNotThrowAnyException();
    }

    @Test
    void aCommittedMessageThatIsGoneIsNoticed() {
        checker.resumed(ADA, LogState.EMPTY, false);
        checker.resumed(BOB, LogState.EMPTY, false);
        checker.received(BOB, batches.get(0));
        checker.completed(ADA, 1, Acknowledgement.COMMITTED, 1, 1);
        checker.died(ADA);
        checker.died(BOB);
        checker.lost(BOB, 0);

        assertThat(violationOf(() -> checker.lost(ADA, 0))).isEqualTo(Invariant.COMMITTED_STAYS);
    }

    @Test
    void anEpochThatBeginsWithoutWhatSomebodyHoldsIsNoticed() {
        checker.resumed(ADA, LogState.EMPTY, false);
        checker.resumed(BOB, LogState.EMPTY, false);
        checker.received(BOB, batches.get(0));
        LogRecord.EpochStart next = new LogRecord.EpochStart(11, 2, "bob", BOB.incarnation());

        assertThat(violationOf(() -> checker.began(BOB, next))).isEqualTo(Invariant.COMMITTED_STAYS);
    }

    @Test
    void aNonceThatIsUsedTwiceIsNoticed() {
        checker.sealed(ADA, 1, 7);
        checker.sealed(ADA, 2, 7);
        checker.sealed(BOB, 1, 7);

        assertThat(violationOf(() -> checker.sealed(ADA, 1, 7))).isEqualTo(Invariant.UNIQUE_NONCES);
    }

    @Test
    void aReaderThatIsGivenAnotherMessageIsNoticed() {
        ByteBuffer payload = ByteBuffer.wrap(payload(1));
        assertThatCode(() -> checker.delivered(BOB, new Read(1, 1, ADA.id(), ADA.incarnation(), 1, payload)))
                .doesNotThrowAnyException();

        assertThat(violationOf(() -> checker.delivered(BOB, new Read(1, 1, ADA.id(), ADA.incarnation(), 2, payload))))
                .isEqualTo(Invariant.INTEGRITY);
        assertThat(violationOf(() -> checker.delivered(BOB, new Read(2, 1, ADA.id(), ADA.incarnation(), 1, payload))))
                .isEqualTo(Invariant.AGREEMENT);
    }

    @Test
    void everyGuaranteeOfTheEngineHasItsInvariant() {
        int transactions = 12;
        Set<Integer> numbers = IntStream.rangeClosed(1, 13)
                .filter(number -> number != transactions)
                .boxed()
                .collect(toSet());

        assertThat(Arrays.stream(Invariant.values()).map(Invariant::number)).containsAll(numbers);
    }

    @Test
    void twoLivesThatBeginOneEpochAreNoticed() {
        checker.began(ADA, new LogRecord.EpochStart(11, 2, "ada", ADA.incarnation()));

        assertThat(violationOf(() -> checker.began(BOB, new LogRecord.EpochStart(11, 2, "ada", 12))))
                .isEqualTo(Invariant.ONE_SEQUENCER);
    }

    private static Invariant violationOf(ThrowingCallable step) {
        InvariantViolation violation = catchThrowableOfType(InvariantViolation.class, step);
        assertThat(violation).as("the violation of an invariant").isNotNull();
        return violation.invariant();
    }

    private static byte[] payload(int number) {
        return ("message " + number).getBytes(UTF_8);
    }

    private static OrderedBatch batch(long sequence, long number, byte[]... payloads) {
        return batchOfEpoch(1, sequence, number, payloads);
    }

    private static OrderedBatch batchOfEpoch(long epoch, long sequence, long number, byte[]... payloads) {
        int size = 0;
        for (byte[] payload : payloads) {
            size += Integer.BYTES + payload.length;
        }
        ByteBuffer messages = ByteBuffer.allocate(size);
        for (byte[] payload : payloads) {
            messages.putInt(payload.length).put(payload);
        }
        return new OrderedBatch(
                epoch, sequence, ADA.id(), ADA.incarnation(), number, payloads.length, messages.rewind());
    }

    private static GroupSnapshot snapshot(long epoch, long ordered, long committed, long stable, long digest) {
        return new GroupSnapshot(
                MemberState.FOLLOWING,
                "for a test",
                epoch,
                Optional.of(ADA.id()),
                List.of(),
                ordered,
                committed,
                stable,
                digest);
    }

    private record Read(
            long sequence, long epoch, String publisher, long incarnation, long publisherSequence, ByteBuffer payload)
            implements Delivery {}
}
