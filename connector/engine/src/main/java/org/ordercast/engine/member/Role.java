package org.ordercast.engine.member;

import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.frame.AckFrame;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.LeaveFrame;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.RefuseFrame;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/**
 * What a member is in its group at a time: it seeks a sequencer, follows one, or is one. A role hears what concerns it
 * and passes over the rest. Frames are well formed; those in a {@link ByteBuffer} are used only during the call, and not changed.
 */
interface Role {

    /** A role that hears nothing: before the start, and after the end. */
    Role NONE = new Role() {};

    /**
     * What kinds of frames concern it: those that it has a method of its own for.
     *
     * @return the kinds; whatever else comes is counted, and dropped
     */
    default Set<FrameType> hears() {
        return Set.of();
    }

    /** A member tells that it seeks or awaits a sequencer. */
    default void onHello(HelloFrame hello, long now) {}

    /** A sequencer, the sender, lets this member join. */
    default void onWelcome(WelcomeFrame welcome, long now) {}

    /** A frame of an order stream. */
    default void onOrder(ByteBuffer frame, long source, long now) {}

    /** The heartbeat of an order stream. */
    default void onHeartbeat(ByteBuffer frame, long source, long now) {}

    /** A frame of a publish stream. */
    default void onPublish(ByteBuffer frame, long source, long now) {}

    /** The heartbeat of a publish stream. */
    default void onPublishHeartbeat(ByteBuffer frame, long source, long now) {}

    /** A request for repair. */
    default void onNak(NakFrame nak, long source, long now) {}

    /** A member's position. */
    default void onAck(AckFrame ack, long source, long now) {}

    /** A member leaves. */
    default void onLeave(LeaveFrame leave, long source, long now) {}

    /** A sequencer refuses this member. */
    default void onRefuse(RefuseFrame refusal, long source, long now) {}

    /** Content of this member's own messages has its place in the order. */
    default void onOwnContent(int bytes) {}

    /** A view takes effect. */
    default void onView(View view) {}

    /** A record comes that this role has fetched from another member's log. */
    default void onFetched(LogRecord record, long now) {}

    /**
     * A fetch has come to its end.
     *
     * @param complete whether it came to the end of the other's log, rather than break off
     */
    default void onFetchEnded(boolean complete, long now) {}

    /** The log has room again. */
    default void onLogRoom(long now) {}

    /** There is no more to read for now. */
    default void onTurnEnd(long now) {}

    /** When {@link #onTurnEnd} is to be called at the latest. */
    default long deadline() {
        return Long.MAX_VALUE;
    }

    /** Says farewell. */
    default void leave(long now) {}

    /** The sequencer, or null where there is none. */
    default @Nullable MemberIdentity sequencer() {
        return null;
    }

    /** How far a member of the view is known to hold the order, -1 where that is unknown. */
    default long acknowledged(MemberIdentity member) {
        return -1;
    }
}
