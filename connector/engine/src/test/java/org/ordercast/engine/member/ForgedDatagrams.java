package org.ordercast.engine.member;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.frame.EntryWriter;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.LeaveFrame;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.frame.RefuseFrame;
import org.ordercast.engine.ordering.ForgedOrder;

/** Datagrams that are whole, and that nobody sent whose name they bear. */
final class ForgedDatagrams {

    static final long GROUP = FrameHeader.groupId(TestNetwork.GROUP);

    private ForgedDatagrams() {}

    /** Any datagram with a body. */
    static ByteBuffer datagram(FrameType type, long source, Consumer<ByteBuffer> body) {
        ByteBuffer frame = ByteBuffer.allocate(65_507);
        FrameHeader.begin(frame, type, GROUP, source);
        body.accept(frame);
        FrameHeader.finish(frame);
        return ByteBuffer.allocate(frame.limit()).put(frame).flip();
    }

    /** A frame of the publish stream of member 2. */
    static ByteBuffer publish(long number, Consumer<EntryWriter> entries) {
        return datagram(FrameType.PUBLISH, 2, body -> {
            PublishFrame.write(body, 1, 2, number, 2);
            EntryWriter writer = new EntryWriter();
            writer.wrap(body.position(PublishFrame.ENTRIES));
            entries.accept(writer);
        });
    }

    /** The number of the last frame of the order that was seen. */
    static long lastFrame(List<ByteBuffer> seen) {
        return seen.stream()
                .filter(frame -> FrameHeader.type(frame) == FrameType.ORDER)
                .mapToLong(OrderFrame::number)
                .max()
                .orElseThrow();
    }

    /** Hands a member that follows member 1 a frame that comes next, and does not go on. */
    static void diverge(TestMember member, TestNetwork network) {
        long last = lastFrame(network.seen());
        GroupSnapshot before = member.snapshot();
        member.receive(
                ForgedOrder.frame(
                        GROUP,
                        1,
                        last + 1,
                        before.ordered(),
                        before.digest(),
                        writer -> writer.addMessage(1, 999, new byte[5], false)),
                network.now());
    }

    /** Datagrams of the types that the network's members did not send. */
    static List<ByteBuffer> strays() {
        return List.of(
                datagram(FrameType.LEAVE, 1, new LeaveFrame(1, 1)::write),
                datagram(
                        FrameType.REFUSE,
                        1,
                        new RefuseFrame(2, 1, 3, 0, RefuseFrame.Reason.NOT_IN_VIEW, TestMember.identity("alpha", 1))
                                ::write),
                datagram(
                        FrameType.NAK,
                        1,
                        new NakFrame(NakFrame.PUBLISH, 1, 2, List.of(new NakFrame.Range(1, 2)))::write),
                datagram(
                        FrameType.NAK,
                        2,
                        new NakFrame(NakFrame.ORDER, 1, 2, List.of(new NakFrame.Range(1, 2)))::write));
    }
}
