package org.ordercast.engine.protocol;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.membership.Endpoint;

/** Builds and sends the datagrams that are not kept for repair. */
public final class ControlSender {

    /** More than the longest of them: a request for repair with all its ranges, or a member's longest identity. */
    private static final int CAPACITY = 2048;

    private final ByteBuffer scratch = ByteBuffer.allocate(CAPACITY);
    private final MemberContext context;

    /**
     * Creates a sender.
     *
     * @param context the member
     */
    public ControlSender(MemberContext context) {
        this.context = context;
    }

    /**
     * Sends a datagram to the group.
     *
     * @param type what it is
     * @param body writes what follows the header
     */
    public void multicast(FrameType type, Consumer<ByteBuffer> body) {
        context.sender().multicast(build(type, body));
    }

    /**
     * Sends a datagram to one member.
     *
     * @param to the member's endpoint
     * @param type what it is
     * @param body writes what follows the header
     */
    public void unicast(Endpoint to, FrameType type, Consumer<ByteBuffer> body) {
        context.sender().unicast(to, build(type, body));
    }

    private ByteBuffer build(FrameType type, Consumer<ByteBuffer> body) {
        FrameHeader.begin(scratch, type, context.groupId(), context.self().incarnation());
        body.accept(scratch);
        FrameHeader.finish(scratch);
        return scratch;
    }
}
