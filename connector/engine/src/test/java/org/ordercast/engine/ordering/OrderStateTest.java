package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.EntryWriter;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.ViewCodec;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.member.TestMember;
import org.ordercast.engine.membership.View;

/** Frames that go on from the order are applied whole; a frame that does not is refused, and leaves no trace. */
class OrderStateTest {

    private static final long ALPHA = 1;
    private static final long BETA = 2;

    private final List<String> heard = new ArrayList<>();
    private final OrderState state = new OrderState(new Listener());
    private long beyond = Long.MAX_VALUE;

    OrderStateTest() {
        state.standAt(at(6, 0, 0, 0));
        apply(view(1, "alpha"));
        apply(view(2, "alpha", "beta"));
        heard.clear();
    }

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
    void aPublisherThatIsNotInTheViewIsRefused() {
        refuse(writer -> writer.addMessage(3, 1, bytes("c"), false), "publisher 3 is not in view 2");
    }

    @Test
    void aMessageThatIsNotTheNextOfItsPublisherIsRefused() {
        apply(writer -> writer.addMessage(BETA, 1, bytes("b"), false));

        refuse(writer -> writer.addMessage(BETA, 1, bytes("b"), false), "message 1 of beta follows message 1");
        refuse(writer -> writer.addMessage(BETA, 3, bytes("b"), false), "message 3 of beta follows message 1");
    }

    @Test
    void aPartThatDoesNotGoOnIsRefused() {
        apply(part(BETA, 1, new byte[100], 0, 60));

        refuse(part(BETA, 1, new byte[100], 0, 60), "at 0 of 100 follows 60 of 100");
        refuse(part(BETA, 1, new byte[100], 61, 39), "at 61 of 100 follows 60 of 100");
        refuse(part(BETA, 1, new byte[101], 60, 40), "at 60 of 101 follows 60 of 100");
        refuse(part(BETA, 2, new byte[100], 0, 40), "message 2 of beta follows message 0");
        refuse(writer -> writer.addMessage(BETA, 1, bytes("b"), false), "is whole and in parts");
        apply(part(BETA, 1, new byte[100], 60, 40));
    }

    @Test
    void thePartsWithinOneFrameGoOnFromEachOther() {
        apply(writer -> {
            part(BETA, 1, new byte[100], 0, 60).accept(writer);
            part(BETA, 1, new byte[100], 60, 40).accept(writer);
            writer.addMessage(BETA, 2, bytes("b"), false);
        });
        assertThat(state.sequence()).isEqualTo(2);

        refuse(
                writer -> {
                    part(BETA, 3, new byte[100], 0, 60).accept(writer);
                    part(BETA, 3, new byte[100], 50, 50).accept(writer);
                },
                "at 50 of 100 follows 60 of 100");
    }

    @Test
    void aViewThatIsNotTheNextOrDoesNotEndItsFrameIsRefused() {
        refuse(view(2, "alpha"), "view 2 follows view 2");
        refuse(view(4, "alpha"), "view 4 follows view 2");
        refuse(
                writer -> {
                    view(3, "alpha").accept(writer);
                    writer.addMessage(ALPHA, 1, bytes("a"), false);
                },
                "does not end its frame");
    }

    @Test
    void aPartOfAViewThatDoesNotGoOnIsRefused() {
        byte[] whole = ViewCodec.encode(newView(3, "alpha", "beta"));
        refuse(writer -> writer.addPart(EntryKind.VIEW, ALPHA, 3, whole, 40, false), "follows 0 of 0");
        apply(cut(EntryKind.VIEW, ALPHA, 3, whole, 0, 50));
        refuse(writer -> writer.addPart(EntryKind.VIEW, ALPHA, 3, whole, 0, false), "follows 50 of");
        refuse(writer -> writer.addPart(EntryKind.VIEW, ALPHA, 3, new byte[whole.length + 1], 50, false), "follows 50");
    }

    @Test
    void aViewThatCannotBeReadIsRefused() {
        byte[] whole = ViewCodec.encode(newView(3, "alpha", "beta"));
        whole[1] = 7;
        refuse(writer -> writer.addPart(EntryKind.VIEW, ALPHA, 3, whole, 0, false), "view 3 cannot be read");
        apply(cut(EntryKind.VIEW, ALPHA, 3, whole, 0, 50));
        refuse(writer -> writer.addPart(EntryKind.VIEW, ALPHA, 3, whole, 50, false), "view 3 cannot be read");
    }

    @Test
    void whatTheListenerKnowsNotToBeSentIsRefused() {
        beyond = 1;
        apply(writer -> writer.addMessage(BETA, 1, bytes("b"), false));
        refuse(writer -> writer.addMessage(BETA, 2, bytes("b"), false), "message 2 of beta was not sent");
        refuse(part(BETA, 2, new byte[10], 0, 5), "message 2 of beta was not sent");
        refuse(
                writer -> {
                    writer.addMessage(ALPHA, 1, bytes("a"), false);
                    writer.addMessage(ALPHA, 2, bytes("a"), false);
                },
                "message 2 of alpha was not sent");
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
                writer -> writer.addMessage(ALPHA, 1, bytes("a"), false),
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

    private void apply(Consumer<EntryWriter> entries) {
        ByteBuffer frame = frame(entries);
        assertThat(state.check(frame, PublishedFrames.NONE)).isNull();
        state.apply(frame, PublishedFrames.NONE);
        assertThat(state.digest()).isEqualTo(state.checkedDigest());
    }

    private void refuse(Consumer<EntryWriter> entries, String why) {
        long sequence = state.sequence();
        long digest = state.digest();
        View view = state.view();
        int lines = heard.size();
        assertThat(state.check(frame(entries), PublishedFrames.NONE)).contains(why);
        assertThat(state.sequence()).isEqualTo(sequence);
        assertThat(state.digest()).isEqualTo(digest);
        assertThat(state.view()).isSameAs(view);
        assertThat(heard).hasSize(lines);
    }

    private static ByteBuffer frame(Consumer<EntryWriter> entries) {
        ByteBuffer frame = ForgedOrder.frame(0, 1, 1, 0, 0, entries);
        assertThat(Entry.areValid(frame, OrderFrame.ENTRIES)).isTrue();
        return frame;
    }

    private static Consumer<EntryWriter> part(long publisher, long number, byte[] whole, int offset, int length) {
        return cut(EntryKind.FRAGMENT, publisher, number, whole, offset, length);
    }

    private static Consumer<EntryWriter> cut(
            byte kind, long publisher, long number, byte[] whole, int offset, int length) {
        ByteBuffer source = ByteBuffer.allocate(Entry.HEADER + Entry.PART_PREFIX + length);
        EntryWriter writer = new EntryWriter();
        writer.wrap(source);
        writer.addPart(kind, publisher, number, whole, offset, false);
        Entry entry = new Entry();
        entry.wrap(source.flip(), 0);
        entry.next();
        return target -> target.copy(source, entry);
    }

    private static Consumer<EntryWriter> view(long number, String... ids) {
        byte[] whole = ViewCodec.encode(newView(number, ids));
        return writer -> writer.addPart(EntryKind.VIEW, ALPHA, number, whole, 0, false);
    }

    private static View newView(long number, String... ids) {
        return new View(
                number,
                IntStream.range(0, ids.length)
                        .mapToObj(i -> new View.Participant(TestMember.identity(ids[i], i + 1), 0))
                        .toList());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static LogState at(long epoch, long sequence, long digest, long view) {
        return new LogState(9, epoch, "alpha", ALPHA, sequence, digest, new View(view, List.of()), 0, List.of());
    }

    private final class Listener implements OrderListener {

        @Override
        public boolean canBeOrdered(long publisher, long last) {
            return last <= beyond;
        }

        @Override
        public void onContent(long publisher, int bytes) {
            heard.add(bytes + " bytes of " + publisher);
        }

        @Override
        public void onMessages(OrderedBatch batch, long digest) {
            heard.add(batch.firstSequence() + ": " + batch.incarnation() + "/" + batch.firstPublisherSequence() + " x "
                    + batch.count() + " by " + batch.publisher() + " in epoch " + batch.epoch());
        }

        @Override
        public void onMissed(LogRecord.Gap gap) {
            heard.add("gap " + gap.first() + "-" + gap.last());
        }

        @Override
        public void onPassedOver(LogState there) {}

        @Override
        public void onEpoch(LogRecord.EpochStart start) {
            heard.add("epoch " + start.epoch() + " of " + start.sequencer());
        }

        @Override
        public void onView(View view, long digest) {
            heard.add("view " + view.number() + " "
                    + view.members().stream().map(one -> one.identity().id()).toList());
        }
    }
}
