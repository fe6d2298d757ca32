package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ordercast.engine.Counter;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.EntryWriter;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.frame.ViewCodec;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.member.Situation.Target;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.ordering.ForgedOrder;

/** Whole datagrams that contradict the order, or themselves: a follower refuses them whole, and the sequencer goes on. */
class ForgedDatagramsTest {

    /** An order that no honest sequencer sends, although everything about its frame is right. */
    record Forgery(String name, Consumer<EntryWriter> entries) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Forgery> forgeries() {
        return Stream.of(
                new Forgery("a view that cannot be read", view(new byte[] {0, 1, 0, 0})),
                new Forgery("a view without members", view(new byte[2])),
                new Forgery("the first part of a view, and then another view", writer -> {
                    writer.addPart(EntryKind.VIEW, 1, 4, new byte[100], 0, false);
                }),
                new Forgery(
                        "a message that this member has not sent",
                        writer -> writer.addMessage(2, 4, new byte[3], false)),
                new Forgery(
                        "a large message that this member has not sent",
                        writer -> writer.addPart(EntryKind.FRAGMENT, 2, 4, new byte[3], 0, false)),
                new Forgery("a message of nobody", writer -> writer.addMessage(9, 1, new byte[3], false)),
                new Forgery("a message too far", writer -> writer.addMessage(1, 7, new byte[3], false)),
                new Forgery(
                        "the middle of a message",
                        writer -> writer.addPart(EntryKind.FRAGMENT, 1, 4, new byte[300], 200, false)));
    }

    private static Consumer<EntryWriter> view(byte[] bytes) {
        return writer -> writer.addPart(EntryKind.VIEW, 1, 3, bytes, 0, false);
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void aForgedOrderIsRefusedBeforeAnyOfItIsApplied(Forgery forgery) {
        Target target = Situation.FOLLOWING.target();
        TestMember member = target.member();
        GroupSnapshot before = member.snapshot();
        int lines = member.log().lines().size();
        ByteBuffer frame = ForgedOrder.frame(
                ForgedDatagrams.GROUP,
                1,
                ForgedDatagrams.lastFrame(target.seen()) + 1,
                before.ordered(),
                before.digest(),
                forgery.entries);
        member.receive(frame, target.now());
        member.protocol().onTurnEnd(target.now());

        assertThat(member.state()).isEqualTo(MemberState.FAILED);
        assertThat(member.snapshot().reason()).contains("differ at frame");
        assertThat(member.snapshot().ordered()).isEqualTo(before.ordered());
        assertThat(member.log().lines()).hasSize(lines);
    }

    @Test
    void aViewThatKnowsMessagesOfANewcomerWhichItHasNotSentIsRefused() {
        Target target = Situation.JOINING.target();
        WelcomeFrame welcome = target.seen().stream()
                .filter(frame -> FrameHeader.type(frame) == FrameType.WELCOME)
                .map(WelcomeFrame::read)
                .filter(frame -> frame != null && frame.member() == 3)
                .findFirst()
                .orElseThrow();
        View view = new View(
                welcome.view(),
                List.of(
                        new View.Participant(TestMember.identity("alpha", 1), 1),
                        new View.Participant(target.member().identity(), 77)));
        ByteBuffer frame = ForgedOrder.frame(
                ForgedDatagrams.GROUP,
                1,
                welcome.frame(),
                welcome.sequence(),
                welcome.digest(),
                writer -> writer.addPart(EntryKind.VIEW, 1, welcome.view(), ViewCodec.encode(view), 0, false));
        target.member().receive(frame, target.now());

        assertThat(target.member().state()).isEqualTo(MemberState.FAILED);
        assertThat(target.member().snapshot().reason()).contains("77 messages of this member");
        assertThat(target.member().view()).isEmpty();
    }

    @Test
    void aPublisherThatContradictsItselfDoesNotStopTheSequencer() {
        List<Consumer<EntryWriter>> contradictions = List.of(
                // Two parts of one message that differ in how long it is.
                writer -> {
                    byte[] whole = new byte[500];
                    ByteBuffer first = ByteBuffer.allocate(132);
                    EntryWriter part = new EntryWriter();
                    part.wrap(first);
                    part.addPart(EntryKind.FRAGMENT, 2, 4, whole, 0, false);
                    copy(first.flip(), writer);
                    writer.addPart(EntryKind.FRAGMENT, 2, 4, new byte[400], 100, false);
                },
                // A message that fits no frame of the order.
                writer -> writer.addMessage(2, 4, new byte[3000], false),
                // Another's message, a message twice, a message too far, a view.
                writer -> writer.addMessage(1, 1, new byte[3], false),
                writer -> writer.addMessage(2, 3, new byte[3], false),
                writer -> writer.addMessage(2, 5, new byte[3], false),
                writer -> writer.addPart(EntryKind.VIEW, 2, 4, new byte[30], 0, false));
        for (Consumer<EntryWriter> contradiction : contradictions) {
            Target target = Situation.SEQUENCING.target();
            long stream = publishFrames(target);
            target.member().receive(ForgedDatagrams.publish(stream + 1, contradiction), target.now());
            target.member()
                    .receive(
                            ForgedDatagrams.publish(
                                    stream + 2, writer -> writer.addMessage(2, 4, new byte[] {'o', 'k'}, false)),
                            target.now());
            target.member().protocol().onTurnEnd(target.now());
            target.member().protocol().onTurnEnd(target.now());

            assertThat(target.member().state()).isEqualTo(MemberState.SEQUENCING);
            assertThat(target.member().count(Counter.DROPPED_MALFORMED)).isPositive();
        }
    }

    private static void copy(ByteBuffer source, EntryWriter writer) {
        Entry entry = new Entry();
        entry.wrap(source, 0);
        entry.next();
        writer.copy(source, entry);
    }

    private static long publishFrames(Target target) {
        return target.seen().stream()
                .filter(frame -> FrameHeader.type(frame) == FrameType.PUBLISH)
                .mapToLong(PublishFrame::number)
                .max()
                .orElseThrow();
    }
}
