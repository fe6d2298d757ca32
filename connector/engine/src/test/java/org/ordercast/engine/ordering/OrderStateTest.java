package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.EntryWriter;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.ViewCodec;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.member.TestMember;
import org.ordercast.engine.membership.View;

/** Frames that go on from the order are applied whole. */
class OrderStateTest extends OrderScene {

    @Test
    void messagesGetTheNextSequences() {
        apply(writer -> {
            writer.addMessage(ALPHA, 1, bytes("a"), false);
            writer.addMessage(ALPHA, 2, bytes("bb"), false);
            writer.addMessage(BETA, 1, bytes(""), false);
        });

        assertThat(heard)
                .containsExactly(
                        "11 bytes of 1",
                        "1: 1/1 x 2 by alpha in epoch 6",
                        "4 bytes of 2",
                        "3: 2/1 x 1 by beta in epoch 6");
        assertThat(state.sequence()).isEqualTo(3);
        assertThat(state.isBound()).isTrue();
    }

    @Test
    void aMessageInPartsHasThePlaceOfItsLastPart() {
        byte[] large = new byte[100];
        apply(part(ALPHA, 1, large, 0, 60));
        assertThat(state.sequence()).isZero();
        apply(writer -> writer.addMessage(BETA, 1, bytes("b"), false));
        apply(part(ALPHA, 1, large, 60, 40));

        assertThat(heard)
                .containsExactly(
                        "60 bytes of 1",
                        "5 bytes of 2",
                        "1: 2/1 x 1 by beta in epoch 6",
                        "40 bytes of 1",
                        "2: 1/1 x 1 by alpha in epoch 6");
    }

    @Test
    void aViewInPartsTakesEffectWithItsLastPart() {
        byte[] whole = ViewCodec.encode(newView(3, "alpha", "beta", "gamma"));
        apply(cut(EntryKind.VIEW, ALPHA, 3, whole, 0, 50));
        assertThat(state.view().number()).isEqualTo(2);
        apply(writer -> writer.addPart(EntryKind.VIEW, ALPHA, 3, whole, 50, false));

        assertThat(heard).containsExactly("view 3 [alpha, beta, gamma]");
        assertThat(state.view().number()).isEqualTo(3);
    }

    @Test
    void whoIsNotInTheNextViewIsForgottenWithHalfAMessage() {
        apply(part(BETA, 1, new byte[100], 0, 60));
        apply(view(3, "alpha"));
        refuse(part(BETA, 1, new byte[100], 60, 40), "publisher 2 is not in view 3");

        apply(view(4, "alpha", "beta"));
        apply(part(BETA, 1, new byte[100], 0, 100));
        assertThat(state.sequence()).isEqualTo(1);
    }

    @Test
    void whoStaysGoesOnInTheMiddleOfAMessage() {
        apply(part(BETA, 1, new byte[100], 0, 60));
        apply(view(3, "alpha", "beta", "gamma"));
        apply(part(BETA, 1, new byte[100], 60, 40));

        assertThat(state.sequence()).isEqualTo(1);
    }

    @Test
    void aNewcomerBeginsWhereItsViewSays() {
        state.standAt(at(6, 41, 99, 6));
        apply(writer -> writer.addPart(
                EntryKind.VIEW,
                ALPHA,
                7,
                ViewCodec.encode(new View(
                        7,
                        List.of(
                                new View.Participant(TestMember.identity("alpha", 1), 0),
                                new View.Participant(TestMember.identity("beta", 2), 16)))),
                0,
                false));
        refuse(writer -> writer.addMessage(BETA, 16, bytes("b"), false), "message 16 of beta follows message 16");
        apply(writer -> writer.addMessage(BETA, 17, bytes("b"), false));

        assertThat(state.sequence()).isEqualTo(42);
    }

    @Test
    void positionsNeverGoBackButThoseOfAnotherOrderSayNothing() {
        state.standAt(at(6, 50, 0, 1));
        state.onPositions(50, 40);
        state.onPositions(45, 35);
        state.standAt(at(6, 60, 0, 3));
        assertThat(state.committed()).isEqualTo(50);
        assertThat(state.stable()).isEqualTo(40);

        state.standAt(at(6, 0, 0, 0));
        assertThat(state.committed()).isZero();
        assertThat(state.stable()).isZero();
    }

    @Test
    void whatAnEpochSaidOfMessagesThatThisMemberDoesNotHaveMeansNothingInTheNext() {
        state.standAt(at(6, 50, 0, 1));
        state.onPositions(70, 60);
        state.begin(7);

        assertThat(state.committed()).isEqualTo(50);
        assertThat(state.stable()).isEqualTo(50);
    }

    @Test
    void anEpochIsEnteredOnceAndForgetsWhatTheLastOneSaid() {
        state.standAt(at(6, 50, 0, 1));
        state.onPositions(70, 60);
        state.enter(new LogRecord.EpochStart(9, 6, "beta", BETA));
        assertThat(heard).isEmpty();
        assertThat(state.committed()).isEqualTo(70);
        state.enter(new LogRecord.EpochStart(9, 7, "beta", BETA));

        assertThat(heard).containsExactly("epoch 7 of beta");
        assertThat(state.epoch()).isEqualTo(7);
        assertThat(state.committed()).isEqualTo(50);
        assertThat(state.stable()).isEqualTo(50);
    }

    @Test
    void whatIsMissedIsAGapAndOnlyALaterEpochForgetsWhatWasSaid() {
        state.standAt(at(6, 50, 0, 1));
        state.onPositions(70, 60);
        state.missed(6, 55, 7, "away");
        assertThat(state.committed()).isEqualTo(70);
        state.missed(8, 58, 8, "away");

        assertThat(heard).containsExactly("gap 51-55", "gap 56-58");
        assertThat(state.epoch()).isEqualTo(8);
        assertThat(state.digest()).isEqualTo(8);
        assertThat(state.committed()).isEqualTo(55);
        assertThat(state.stable()).isEqualTo(55);
    }

    @Test
    void aViewInPartsIsFollowedByTheNextOne() {
        byte[] whole = ViewCodec.encode(newView(3, "alpha", "beta"));
        apply(cut(EntryKind.VIEW, ALPHA, 3, whole, 0, 50));
        apply(cut(EntryKind.VIEW, ALPHA, 3, whole, 50, whole.length - 50));
        apply(view(4, "alpha"));

        assertThat(heard).containsExactly("view 3 [alpha, beta]", "view 4 [alpha]");
    }

    @Test
    void whatAFrameRefersToIsOrderedInItsPlace() {
        ByteBuffer published = published(writer -> {
            writer.addMessage(BETA, 1, bytes("b"), false);
            part(BETA, 2, new byte[100], 0, 100).accept(writer);
        });
        ByteBuffer frame = frame(writer -> {
            writer.addMessage(ALPHA, 1, bytes("a"), false);
            writer.addReference(BETA, 1, 2, 1, 1, false);
            writer.addMessage(ALPHA, 2, bytes("a"), false);
        });
        assertThat(state.check(frame, reference -> published)).isNull();
        state.apply(frame, reference -> published);

        assertThat(heard)
                .filteredOn(line -> line.contains(" by "))
                .containsExactly(
                        "1: 1/1 x 1 by alpha in epoch 6",
                        "2: 2/1 x 1 by beta in epoch 6",
                        "3: 2/2 x 1 by beta in epoch 6",
                        "4: 1/2 x 1 by alpha in epoch 6");
    }

    @Test
    void aFrameThatWasNotCheckedIsNotApplied() {
        ByteBuffer checked = frame(writer -> writer.addMessage(BETA, 1, bytes("b"), false));
        ByteBuffer other = frame(writer -> writer.addMessage(BETA, 1, bytes("bb"), false));
        state.check(checked, PublishedFrames.NONE);

        assertThatIllegalStateException()
                .isThrownBy(() -> state.apply(other, PublishedFrames.NONE))
                .withMessageContaining("not the one that was checked");
    }

    @Test
    void membersThatApplyTheSameFramesHaveTheSameDigest() {
        OrderState other = new OrderState(new Listener());
        List<Consumer<EntryWriter>> frames = List.of(
                view(1, "alpha"),
                view(2, "alpha", "beta"),
                writer -> {
                    writer.addMessage(ALPHA, 1, bytes("a"), false);
                    writer.addMessage(ALPHA, 2, bytes("bb"), false);
                    writer.addMessage(ALPHA, 3, bytes("c"), false);
                },
                part(BETA, 1, new byte[100], 0, 100));
        for (Consumer<EntryWriter> entries : frames) {
            ByteBuffer frame = frame(entries);
            assertThat(other.check(frame, PublishedFrames.NONE)).isNull();
            assertThat(other.checkedDigest())
                    .isEqualTo(
                            OrderFrame.digest(ForgedOrder.frame(0, 1, 1, other.sequence(), other.digest(), entries)));
            other.apply(frame, PublishedFrames.NONE);
        }
        frames.subList(2, 4).forEach(this::apply);

        assertThat(state.digest()).isEqualTo(other.digest()).isNotZero();
    }
}
