package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.GroupSettingsBuilder;
import org.ordercast.engine.frame.AckFrame;
import org.ordercast.engine.frame.EntryWriter;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.frame.RefuseFrame;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.member.RecordingSender;
import org.ordercast.engine.member.TestEvents;
import org.ordercast.engine.member.TestFetcher;
import org.ordercast.engine.member.TestLog;
import org.ordercast.engine.member.TestMember;
import org.ordercast.engine.member.TestPublication;
import org.ordercast.engine.member.TestQueue;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.protocol.MemberContext;
import org.ordercast.engine.publishing.OwnMessages;

/** A sequencer between a recorded network and a recorded log; a test plays the other members, and the clock. */
final class TestSequencer {

    static final long MILLISECOND = 1_000_000;
    static final MemberIdentity ALPHA = TestMember.identity("alpha", 1);

    private static final long GROUP = FrameHeader.groupId("test");

    private final TestLog log = new TestLog();
    private final TestEvents events = new TestEvents();
    private final Counters counters = new Counters();
    private final RecordingSender sender = new RecordingSender();
    private final TestQueue queue = new TestQueue();
    private final OrderState state;
    private final Sequencer sequencer;
    private long now = -123 * MILLISECOND;
    private long sentFrame;

    TestSequencer() {
        this(settings -> settings);
    }

    TestSequencer(UnaryOperator<GroupSettingsBuilder> change) {
        GroupSettings settings = change.apply(
                        GroupSettings.builder().group("test").memberId("alpha"))
                .build();
        MemberContext context = new MemberContext(
                settings,
                ALPHA,
                GROUP,
                1472,
                new Random(1),
                new FramePool(ByteBuffer::allocate),
                sender,
                log,
                new TestFetcher(),
                events,
                counters);
        OwnMessages own = new OwnMessages(ALPHA.incarnation(), queue);
        this.state = new OrderState(new LoggedOrder(log, ALPHA.incarnation(), own));
        state.standAt(LogState.EMPTY);
        log.begin(LogState.EMPTY);
        state.beginNext(ALPHA);
        this.sequencer = new Sequencer(context, state, own, now);
        turn();
    }

    Sequencer role() {
        return sequencer;
    }

    OrderState state() {
        return state;
    }

    TestLog log() {
        return log;
    }

    TestEvents events() {
        return events;
    }

    long count(Counter counter) {
        return counters.get(counter);
    }

    /** The last frame of the order that was multicast. */
    long sentFrame() {
        return sentFrame;
    }

    long now() {
        return now;
    }

    /** Lets time pass, in which nothing is done. */
    TestSequencer pass(long nanos) {
        now += nanos;
        return this;
    }

    /** Lets time pass with a turn each so many milliseconds, as on a network that is never silent. */
    void run(long nanos) {
        long end = now + nanos;
        while (end - now > 100 * MILLISECOND) {
            pass(100 * MILLISECOND).turn();
        }
        pass(end - now).turn();
    }

    /** Ends a turn, and gives what it sent. */
    List<RecordingSender.Sent> turn() {
        sequencer.onTurnEnd(now);
        List<RecordingSender.Sent> sent = sender.take();
        sent.stream()
                .filter(one -> one.type() == FrameType.ORDER)
                .forEach(one -> sentFrame = Math.max(sentFrame, OrderFrame.number(one.datagram())));
        return sent;
    }

    /** What a turn sends of one type. */
    List<ByteBuffer> turn(FrameType type) {
        return turn().stream()
                .filter(sent -> sent.type() == type)
                .map(RecordingSender.Sent::datagram)
                .toList();
    }

    List<String> view() {
        return state.view().identities().stream().map(MemberIdentity::id).toList();
    }

    View.Participant participant(MemberIdentity member) {
        return state.view().members().stream()
                .filter(one -> one.identity().equals(member))
                .findFirst()
                .orElseThrow();
    }

    /** A message of the sequencer's own. */
    TestPublication publish(int bytes, Acknowledgement acknowledgement) {
        TestPublication message = new TestPublication(new byte[bytes], acknowledgement);
        queue.add(message);
        return message;
    }

    /** Says hello, and gives the refusal, if one comes. */
    Optional<RefuseFrame> hello(HelloFrame hello) {
        sequencer.onHello(hello, now);
        List<RecordingSender.Sent> sent = sender.take();
        assertThat(sent).allSatisfy(one -> {
            assertThat(one.type()).isEqualTo(FrameType.REFUSE);
            assertThat(one.to()).contains(hello.member().endpoint());
        });
        assertThat(sent).hasSizeLessThanOrEqualTo(1);
        return sent.stream().findFirst().map(one -> RefuseFrame.read(one.datagram()));
    }

    /** Says hello as a member that looks for its group. */
    Optional<RefuseFrame> hello(MemberIdentity member, long invitation) {
        return hello(HelloFrame.newcomer(HelloFrame.Intent.SEEK, 0, invitation, member));
    }

    long invitation(MemberIdentity member) {
        return hello(member, 0).orElseThrow().invitation();
    }

    /** Lets a member in that does not say so yet. */
    WelcomeFrame admit(MemberIdentity member) {
        assertThat(hello(member, invitation(member))).isEmpty();
        List<ByteBuffer> welcomes = turn(FrameType.WELCOME);
        assertThat(welcomes).hasSize(1);
        return WelcomeFrame.read(welcomes.get(0));
    }

    /** Lets a member in that takes up its place. */
    WelcomeFrame join(MemberIdentity member) {
        WelcomeFrame welcome = admit(member);
        ack(welcome, welcome.frame(), welcome.sequence());
        turn();
        return welcome;
    }

    void ack(WelcomeFrame member, long frame, long sequence) {
        sequencer.onAck(member.member(), new AckFrame(member.epoch(), member.view(), frame, sequence), now);
    }

    /** A frame of a member's publish stream. */
    void publish(WelcomeFrame member, long number, Consumer<EntryWriter> entries) {
        publish(member, number, entries, false);
    }

    /** A frame of a member's publish stream that went to the whole group. */
    void publishDirect(WelcomeFrame member, long number, Consumer<EntryWriter> entries) {
        publish(member, number, entries, true);
    }

    private void publish(WelcomeFrame member, long number, Consumer<EntryWriter> entries, boolean direct) {
        // Room for the longer head of the order's frames, into which its entries go.
        ByteBuffer frame = ByteBuffer.allocate(1400);
        FrameHeader.begin(frame, FrameType.PUBLISH, GROUP, member.member());
        if (direct) {
            FrameHeader.setFlag(frame, FrameHeader.FLAG_DIRECT);
        }
        PublishFrame.write(frame, member.epoch(), member.view(), number, member.member());
        EntryWriter writer = new EntryWriter();
        writer.wrap(frame.position(PublishFrame.ENTRIES));
        entries.accept(writer);
        FrameHeader.finish(frame);
        sequencer.onPublish(
                member.member(), ByteBuffer.allocate(frame.limit()).put(frame).flip(), now);
    }

    /** A frame with one message. */
    void publish(WelcomeFrame member, long number, long message) {
        publish(member, number, writer -> writer.addMessage(member.member(), message, new byte[10], false));
    }
}
