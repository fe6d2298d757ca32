package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.frame.AckFrame;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.EntryWriter;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.frame.ViewCodec;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.member.RecordingSender;
import org.ordercast.engine.member.TestEvents;
import org.ordercast.engine.member.TestFetcher;
import org.ordercast.engine.member.TestLog;
import org.ordercast.engine.member.TestMember;
import org.ordercast.engine.member.TestQueue;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.protocol.MemberContext;
import org.ordercast.engine.publishing.OwnMessages;

/** A follower of sequencer alpha, between a recorded network and a recorded log; a test makes the order, and the clock. */
abstract class FollowerScene {

    static final long MILLISECOND = 1_000_000;
    static final MemberIdentity ALPHA = TestMember.identity("alpha", 1);
    static final MemberIdentity BETA = TestMember.identity("beta", 2);
    static final long GROUP = FrameHeader.groupId("test");
    static final int WINDOW = 65_536;

    final TestLog log = new TestLog();
    final Counters counters = new Counters();
    final RecordingSender sender = new RecordingSender();
    final OrderState state;
    final Follower follower;
    long now = -55 * MILLISECOND;
    long frame;
    private long published;
    private long ordered;
    private long digest;

    FollowerScene() {
        GroupSettings settings = GroupSettings.builder()
                .group("test")
                .memberId("beta")
                .windowSize(WINDOW)
                .memberTimeout(Duration.ofSeconds(2))
                .build();
        MemberContext context = new MemberContext(
                settings,
                BETA,
                GROUP,
                1472,
                new Random(1),
                new FramePool(ByteBuffer::allocate),
                sender,
                log,
                new TestFetcher(),
                new TestEvents(),
                counters);
        OwnMessages own = new OwnMessages(BETA.incarnation(), new TestQueue());
        state = new OrderState(new LoggedOrder(log, BETA.incarnation(), own));
        LogState start = new LogState(1, 1, "alpha", 1, 0, 0, new View(4, List.of()), 0, List.of());
        log.begin(start);
        state.standAt(start);
        WelcomeFrame welcome = new WelcomeFrame(2, 1, 1, 5, 1, 0, 0, 1472, ALPHA);
        follower = new Follower(context, state, welcome, now);
        sender.take();
    }

    /** Lets it begin in the view that it is in, and acknowledge that. */
    final void begin() {
        follower.begin(now);
        receive(next(view(5)));
        now += 5 * MILLISECOND;
        assertThat(acks()).hasSize(1);
    }

    final void receive(ByteBuffer datagram) {
        if (FrameHeader.type(datagram) == FrameType.ORDER) {
            follower.onOrder(datagram, now);
        } else {
            follower.onHeartbeat(datagram, now);
        }
    }

    /** A frame of a publisher with one message, which is its next. */
    static ByteBuffer published(long publisher, long number, int bytes) {
        ByteBuffer frame = ByteBuffer.allocate(bytes + 200);
        FrameHeader.begin(frame, FrameType.PUBLISH, GROUP, publisher);
        PublishFrame.write(frame, 1, 5, number, publisher);
        EntryWriter writer = new EntryWriter();
        writer.wrap(frame.position(PublishFrame.ENTRIES));
        writer.addMessage(publisher, number, new byte[bytes], false);
        FrameHeader.finish(frame);
        return frame.rewind();
    }

    /** The next frame of the order stream, which refers to that one. */
    final ByteBuffer reference(long publisher, long number, int bytes) {
        published++;
        ByteBuffer bare = ForgedOrder.frame(
                GROUP,
                1,
                ++frame,
                ordered,
                digest,
                writer -> writer.addReference(publisher, number, 5, number, number, false));
        ordered = published;
        digest = OrderDigest.next(digest, publisher, number, bytes);
        OrderFrame.write(bare, 1, frame, ordered, 0, 0, digest);
        return bare.rewind();
    }

    final List<AckFrame> acks() {
        return sent(FrameType.ACK).stream().map(AckFrame::read).toList();
    }

    final List<ByteBuffer> sent(FrameType type) {
        follower.onTurnEnd(now);
        return sender.take().stream()
                .filter(sent -> sent.type() == type)
                .peek(sent -> assertThat(sent.to()).contains(ALPHA.endpoint()))
                .map(RecordingSender.Sent::datagram)
                .toList();
    }

    /** The next frame of the order stream; what it leads to is where the following one begins. */
    final ByteBuffer next(Consumer<EntryWriter> entries) {
        ByteBuffer made = ForgedOrder.frame(GROUP, 1, ++frame, ordered, digest, entries);
        ordered = published;
        digest = OrderFrame.digest(made);
        return made;
    }

    final Consumer<EntryWriter> message(int bytes) {
        return writer -> writer.addMessage(1, ++published, new byte[bytes], false);
    }

    static Consumer<EntryWriter> view(long number) {
        View view = new View(number, List.of(new View.Participant(ALPHA, 0), new View.Participant(BETA, 0)));
        return writer -> writer.addPart(EntryKind.VIEW, 1, number, ViewCodec.encode(view), 0, false);
    }

    static ByteBuffer prompt(ByteBuffer frame) {
        FrameHeader.setFlag(frame, FrameHeader.FLAG_PROMPT);
        return frame;
    }

    static ByteBuffer heartbeat(long last, long digest, long committed, long stable) {
        ByteBuffer heartbeat = ByteBuffer.allocate(OrderFrame.ENTRIES);
        FrameHeader.begin(heartbeat, FrameType.HEARTBEAT, GROUP, 1);
        OrderFrame.write(heartbeat, 1, last, 1, committed, stable, digest);
        FrameHeader.finish(heartbeat.position(OrderFrame.ENTRIES));
        return heartbeat.rewind();
    }
}
