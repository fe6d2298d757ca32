package org.ordercast.faults.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Acknowledgement;

/** The checker bites: each rule, broken once in histories that are well otherwise, is noticed by its name. */
class HistoryCheckerTest {

    private static final Source ADA = new Source(0, 1);
    private static final Source BOB = new Source(1, 1);
    private static final Source BOB_AGAIN = new Source(1, 2);

    private final List<DeliveryEvent> ada = new ArrayList<>();
    private final List<DeliveryEvent> bob = new ArrayList<>();
    private final List<DeliveryEvent> bobAgain = new ArrayList<>();
    private final List<SendEvent> adaSent = new ArrayList<>();
    private final List<SendEvent> bobSent = new ArrayList<>();

    /** Ada sends 1 to 10, Bob 1 to 3: the order is ada 1-4, bob 1-3, then, in epoch 2, ada 5-8. Bob dies after 6. */
    @BeforeEach
    void histories() {
        adaSent.add(new SendEvent.Begun(1, 10));
        adaSent.add(new SendEvent.Completed(Acknowledgement.COMMITTED, 1, 4, 1, 1));
        adaSent.add(new SendEvent.Completed(Acknowledgement.ORDERED, 5, 4, 8, 2));
        bobSent.add(new SendEvent.Begun(1, 3));
        bobSent.add(new SendEvent.Completed(Acknowledgement.STABLE, 1, 3, 5, 1));
        ada.add(new DeliveryEvent.Started(0, 0));
        ada.add(run(ADA, 1, 1, 1, 4));
        ada.add(run(BOB, 5, 1, 1, 3));
        ada.add(run(ADA, 8, 2, 5, 4));
        bob.add(new DeliveryEvent.Started(0, 0));
        bob.add(run(ADA, 1, 1, 1, 2));
        bob.add(run(ADA, 3, 1, 3, 2));
        bob.add(run(BOB, 5, 1, 1, 2));
        bobAgain.add(new DeliveryEvent.Started(0, 6));
        bobAgain.add(run(BOB, 7, 1, 3, 1));
        bobAgain.add(run(ADA, 8, 2, 5, 4));
    }

    @Test
    void historiesThatAreWellAreCounted() {
        Verdict verdict = HistoryChecker.check(members());

        assertThat(verdict).isEqualTo(new Verdict(11, 22, 0, 11, 2, 3, List.of(11L, 11L)));
        assertThat(verdict.isComplete()).isTrue();
    }

    @Test
    void aMemberThatIsBehindIsWellAndNotComplete() {
        bobAgain.remove(2);

        assertThat(HistoryChecker.check(members()).isComplete()).isFalse();
    }

    @Test
    void aGapThatWasReportedIsCountedAndNoLoss() {
        bobAgain.set(1, new DeliveryEvent.Gap(0, 7, 7));

        assertThat(HistoryChecker.check(members()).missed()).isEqualTo(1);
    }

    @Test
    void anotherMessageAtASequenceIsNoticed() {
        ada.set(3, run(ADA, 8, 2, 5, 3));
        ada.add(run(BOB, 11, 2, 4, 1));
        bobSent.add(new SendEvent.Begun(4, 1));

        assertThat(broken()).isEqualTo(Rule.ONE_ORDER);
    }

    @Test
    void theSameMessageInAnotherEpochIsNoticed() {
        bobAgain.set(2, run(ADA, 8, 3, 5, 4));

        assertThat(broken()).isEqualTo(Rule.ONE_ORDER);
    }

    @Test
    void twoMessagesThatChangedPlacesAreNoticed() {
        bob.set(1, run(ADA, 1, 1, 2, 1));
        bob.add(2, run(ADA, 2, 1, 1, 1));

        assertThat(broken()).isEqualTo(Rule.ONE_ORDER);
    }

    @Test
    void aSequenceLeftOutIsNoticed() {
        bob.remove(2);

        assertThat(broken()).isEqualTo(Rule.NO_LOSS);
    }

    @Test
    void aSequenceLeftOutAtTheBeginningIsNoticed() {
        bob.remove(1);

        assertThat(broken()).isEqualTo(Rule.NO_LOSS);
    }

    @Test
    void aSequenceLeftOutBetweenTwoLivesIsNoticed() {
        bobAgain.set(0, new DeliveryEvent.Started(0, 7));
        bobAgain.remove(1);

        assertThat(broken()).isEqualTo(Rule.NO_LOSS);
    }

    @Test
    void aSequenceDeliveredTwiceIsNoticed() {
        bob.add(3, run(ADA, 4, 1, 4, 1));

        assertThat(broken()).isEqualTo(Rule.NO_DUPLICATE);
    }

    @Test
    void aSequenceDeliveredAgainInTheNextLifeIsNoticed() {
        bobAgain.set(0, new DeliveryEvent.Started(0, 5));

        assertThat(broken()).isEqualTo(Rule.NO_DUPLICATE);
    }

    @Test
    void aMessageThatStandsInTheOrderTwiceIsNoticed() {
        ada.add(run(ADA, 12, 2, 8, 1));

        assertThat(broken()).isEqualTo(Rule.NO_DUPLICATE);
    }

    @Test
    void aMessageThatOvertookAnEarlierOneOfItsPublisherIsNoticed() {
        ada.add(run(ADA, 12, 2, 10, 1));

        assertThat(broken()).isEqualTo(Rule.PUBLISHER_ORDER);
    }

    @Test
    void aMessageThatWasNeverSentIsNoticed() {
        ada.add(run(ADA, 12, 2, 9, 3));

        assertThat(broken()).isEqualTo(Rule.PUBLISHED);
    }

    @Test
    void aMessageThatItsPublisherGaveUpIsNoticed() {
        ada.add(run(ADA, 12, 2, 9, 2));
        adaSent.add(new SendEvent.Refused(9, 2));

        assertThat(broken()).isEqualTo(Rule.PUBLISHED);
    }

    @Test
    void aMessageOfALifeThatNeverWasIsNoticed() {
        ada.add(run(new Source(1, 9), 12, 2, 1, 1));

        assertThat(broken()).isEqualTo(Rule.PUBLISHED);
    }

    @Test
    void contentThatNobodyPublishesIsNoticed() {
        ada.add(new DeliveryEvent.Corrupt(0, 12));

        assertThat(broken()).isEqualTo(Rule.PUBLISHED);
    }

    @Test
    void aPublisherThatTheEngineNamesOtherwiseIsNoticed() {
        ada.add(new DeliveryEvent.Run(new Delivered(0, 12, 2, 99, 9, ADA, 9, 1)));

        assertThat(broken()).isEqualTo(Rule.PUBLISHED);
    }

    @Test
    void aNumberThatTheEngineCountsOtherwiseIsNoticed() {
        ada.add(new DeliveryEvent.Run(new Delivered(0, 12, 2, incarnation(ADA), 10, ADA, 9, 1)));

        assertThat(broken()).isEqualTo(Rule.PUBLISHED);
    }

    @Test
    void aCompletedSendThatNobodyDeliveredIsNoticed() {
        adaSent.add(new SendEvent.Completed(Acknowledgement.COMMITTED, 9, 1, 12, 2));

        assertThat(broken()).isEqualTo(Rule.COMPLETED_STAYS);
    }

    @Test
    void aCompletedSendThatStandsElsewhereIsNoticed() {
        adaSent.set(2, new SendEvent.Completed(Acknowledgement.COMMITTED, 5, 2, 9, 2));

        assertThat(broken()).isEqualTo(Rule.COMPLETED_STAYS);
    }

    @Test
    void aCompletedSendOfAnotherEpochIsNoticed() {
        bobSent.set(1, new SendEvent.Completed(Acknowledgement.COMMITTED, 1, 3, 5, 2));

        assertThat(broken()).isEqualTo(Rule.COMPLETED_STAYS);
    }

    @Test
    void anEpochThatComesBackIsNoticed() {
        ada.add(run(ADA, 12, 1, 9, 1));

        assertThat(broken()).isEqualTo(Rule.EPOCHS_GROW);
    }

    private Rule broken() {
        return catchThrowableOfType(HistoryViolation.class, () -> HistoryChecker.check(members()))
                .rule();
    }

    private List<List<Life>> members() {
        return List.of(
                List.of(new Life(ADA, ada, adaSent)),
                List.of(new Life(BOB, bob, bobSent), new Life(BOB_AGAIN, bobAgain, List.of())));
    }

    private static DeliveryEvent run(Source source, long sequence, long epoch, long number, int count) {
        return new DeliveryEvent.Run(
                new Delivered(0, sequence, epoch, incarnation(source), number, source, number, count));
    }

    private static long incarnation(Source source) {
        return 100L * source.member() + source.life();
    }
}
