package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.EntryWriter;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.member.RecordingSender;
import org.ordercast.engine.member.TestMember;
import org.ordercast.engine.membership.MemberIdentity;

/** A frame that went to the whole group is referred to, where all of it can be ordered, and taken apart where not. */
class SequencerDirectTest {

    private static final MemberIdentity BETA = TestMember.identity("beta", 2);
    private static final MemberIdentity GAMMA = TestMember.identity("gamma", 3);

    private final TestSequencer alpha = new TestSequencer(settings -> settings.windowSize(65_536));
    private final WelcomeFrame beta = alpha.join(BETA);

    @Test
    void theOrderRefersToTheFrameAndGivesItsMessagesTheirPlaces() {
        alpha.publishDirect(beta, 1, messages(1, 2));
        ByteBuffer frame = alpha.turn(FrameType.ORDER).get(0);
        Entry entry = first(frame);

        assertThat(entry.kind()).isEqualTo(EntryKind.REFERENCE);
        assertThat(StreamFrame.referredToBy(entry)).isEqualTo(new StreamFrame(2, beta.view(), 1));
        assertThat(entry.publisherSequence()).isEqualTo(1);
        assertThat(entry.referenceNumber()).isEqualTo(1);
        assertThat(FrameHeader.isPrompt(frame)).isFalse();
        assertThat(alpha.state().sequence()).isEqualTo(2);
        assertThat(alpha.count(Counter.DIRECT_FRAMES)).isEqualTo(1);
        assertThat(alpha.count(Counter.MESSAGES_ORDERED)).isEqualTo(2);
    }

    @Test
    void theNextReferenceHasTheNextNumberAndNamesTheNextMessage() {
        alpha.publishDirect(beta, 1, messages(1, 2));
        alpha.turn();
        alpha.publishDirect(beta, 2, messages(3, 1));
        Entry entry = first(alpha.turn(FrameType.ORDER).get(0));

        assertThat(entry.referenceNumber()).isEqualTo(2);
        assertThat(entry.publisherSequence()).isEqualTo(3);
    }

    @Test
    void aFrameThatSomebodyWaitsForMakesTheOrdersFramePrompt() {
        alpha.publishDirect(beta, 1, writer -> writer.addMessage(2, 1, new byte[10], true));

        assertThat(FrameHeader.isPrompt(alpha.turn(FrameType.ORDER).get(0))).isTrue();
    }

    @Test
    void aFrameOfWhichOnlyAPartGoesOnIsTakenApart() {
        alpha.publishDirect(beta, 1, writer -> {
            writer.addMessage(2, 1, new byte[10], false);
            writer.addPart(EntryKind.FRAGMENT, 2, 7, new byte[10], 0, false);
        });
        Entry entry = first(alpha.turn(FrameType.ORDER).get(0));

        assertThat(entry.kind()).isEqualTo(EntryKind.BATCH);
        assertThat(alpha.state().sequence()).isEqualTo(1);
        assertThat(alpha.count(Counter.DROPPED_MALFORMED)).isEqualTo(1);
        assertThat(alpha.count(Counter.DIRECT_FRAMES)).isZero();
    }

    @Test
    void anothersMessagesAreNotReferredTo() {
        alpha.publishDirect(beta, 1, writer -> writer.addMessage(1, 1, new byte[10], false));
        alpha.turn();

        assertThat(alpha.state().sequence()).isZero();
        assertThat(alpha.count(Counter.DROPPED_MALFORMED)).isEqualTo(1);
    }

    @Test
    void aLargeMessageBeginsOnlyOnceThoseWhoJoinAreIn() {
        alpha.hello(GAMMA, alpha.invitation(GAMMA));
        alpha.publishDirect(beta, 1, writer -> writer.addPart(EntryKind.FRAGMENT, 2, 1, new byte[100], 0, false));
        assertThat(alpha.state().sequence()).isZero();
        alpha.turn();
        assertThat(alpha.view()).containsExactly("alpha", "beta", "gamma");
        assertThat(alpha.state().sequence()).isZero();
        alpha.turn();

        assertThat(alpha.state().sequence()).isEqualTo(1);
        assertThat(alpha.count(Counter.DIRECT_FRAMES)).isEqualTo(1);
    }

    @Test
    void whatComesBeforeALargeMessageIsOrderedWhileSomebodyJoins() {
        alpha.hello(GAMMA, alpha.invitation(GAMMA));
        alpha.publish(beta, 1, writer -> {
            writer.addMessage(2, 1, new byte[10], false);
            writer.addPart(EntryKind.FRAGMENT, 2, 2, new byte[100], 0, false);
            writer.addMessage(2, 3, new byte[10], false);
        });
        alpha.turn();
        assertThat(alpha.state().sequence()).isEqualTo(1);
        assertThat(alpha.view()).containsExactly("alpha", "beta", "gamma");
        alpha.turn();

        assertThat(alpha.state().sequence()).isEqualTo(3);
        assertThat(alpha.count(Counter.DROPPED_MALFORMED)).isZero();
    }

    @Test
    void whoMissesTheFrameGetsItFromTheSequencer() {
        alpha.publishDirect(beta, 1, messages(1, 2));
        alpha.turn();
        alpha.role()
                .onNak(
                        2,
                        new NakFrame(NakFrame.REFERENCED, 1, beta.view(), List.of(new NakFrame.Range(1, 1))),
                        alpha.now());
        List<RecordingSender.Sent> relayed = alpha.turn().stream()
                .filter(sent -> sent.type() == FrameType.PUBLISH)
                .toList();

        assertThat(relayed).hasSize(1);
        assertThat(relayed.get(0).to()).contains(BETA.endpoint());
        assertThat(FrameHeader.source(relayed.get(0).datagram())).isEqualTo(1);
        assertThat(PublishFrame.number(relayed.get(0).datagram())).isEqualTo(1);
    }

    @Test
    void whatIsReferredToFillsTheWindowUntilAllHoldIt() {
        for (int i = 1; i <= 60; i++) {
            alpha.publishDirect(beta, i, message(i, 1300));
            alpha.turn();
        }
        long ordered = alpha.state().sequence();
        assertThat(ordered).as("frames, and those that refer to them").isBetween(42L, 44L);
        alpha.ack(beta, alpha.sentFrame(), ordered);
        alpha.turn();

        assertThat(alpha.state().sequence()).isEqualTo(60);
    }

    @Test
    void aFrameOfTheOrderIsSentOnceItRefersToASixteenthOfTheWindow() {
        for (int i = 1; i <= 6; i++) {
            alpha.publishDirect(beta, i, message(i, 1300));
        }
        List<ByteBuffer> frames = alpha.turn(FrameType.ORDER);

        assertThat(frames).as("three frames to a reference frame of 4 KiB").hasSize(2);
        assertThat(OrderFrame.firstSequence(frames.get(1))).isEqualTo(4);
    }

    private static Consumer<EntryWriter> messages(long first, int count) {
        return writer -> {
            for (int i = 0; i < count; i++) {
                writer.addMessage(2, first + i, new byte[10], false);
            }
        };
    }

    private static Consumer<EntryWriter> message(long number, int bytes) {
        return writer -> writer.addMessage(2, number, new byte[bytes], false);
    }

    private static Entry first(ByteBuffer frame) {
        Entry entry = new Entry();
        entry.wrap(frame, OrderFrame.ENTRIES);
        assertThat(entry.next()).isTrue();
        return entry;
    }
}
