package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.AckFrame;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.LeaveFrame;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.protocol.ControlSender;
import org.ordercast.engine.protocol.MemberContext;
import org.ordercast.engine.repair.NakSchedule;
import org.ordercast.engine.repair.ReceiveWindow;

/**
 * The role of a member that follows a sequencer: takes the order stream in, asks for what is missing, applies frames in
 * order as the log has room, and acknowledges: frames that it has applied, and messages that its log holds. An
 * unacknowledged frame is what holds a sequencer back, so a slow log slows the group rather than lose anything.
 */
public final class Follower {

    /** How long a fresh gap waits at the most: time enough for another member's repair to be seen. */
    private static final long MAX_BACKOFF = 2_000_000;

    private static final long ACK_DELAY = 5_000_000;
    private static final long KEEPALIVE = 100_000_000;

    /** How many windows of frames are kept that the order does not refer to yet: publishers share one. */
    private static final long DIRECT_WINDOWS = 4;

    private final MemberContext context;
    private final ControlSender control;
    private final OrderState state;
    private final MemberIdentity sequencer;
    private final long epoch;
    private final long joined;
    private final int ackBytes;
    private final long answerTime;

    private final ReceiveWindow window;
    private final NakSchedule naks;

    /** What the order refers to, and up to which of its frames that is known. */
    private final DirectFrames direct;

    private final NakSchedule directNaks;
    private long expectedTo;
    private final HeldSequence held = new HeldSequence();

    private long heardAt;
    private long unacknowledgedBytes;
    private long acknowledgedFrame;
    private long acknowledgedSequence;
    private long promptSequence;
    private long ackAt;
    private boolean begun;
    private boolean inView = true;
    private @Nullable String divergence;

    /**
     * Begins to take the order stream in, from where the sequencer says. Frames are applied once this member's order
     * stands there, and {@link #begin} says so.
     *
     * @param context the member
     * @param state the order as far as this member has it
     * @param welcome where the order begins for this member
     * @param now the time
     */
    public Follower(MemberContext context, OrderState state, WelcomeFrame welcome, long now) {
        this.context = context;
        this.control = new ControlSender(context);
        this.state = state;
        this.sequencer = welcome.sequencer();
        this.epoch = welcome.epoch();
        this.joined = welcome.view();
        this.ackBytes = context.settings().windowSize() / 8;
        this.answerTime = context.settings().memberTimeout().toNanos() / 2;
        this.window = new ReceiveWindow(
                context.frames(), welcome.frame(), context.settings().windowSize());
        int maxRanges = NakFrame.maxRanges(context.maxDatagramSize());
        this.naks = new NakSchedule(window, context.random(), MAX_BACKOFF, maxRanges);
        this.direct = new DirectFrames(
                context.frames(), DIRECT_WINDOWS * context.settings().windowSize());
        this.directNaks = new NakSchedule(direct, context.random(), MAX_BACKOFF, maxRanges);
        this.expectedTo = welcome.frame() - 1;
        this.acknowledgedFrame = welcome.frame() - 1;
        this.ackAt = now + KEEPALIVE;
        this.heardAt = now;
        window.announce(welcome.frame());
        naks.update(now);
    }

    /**
     * Begins to apply what was taken in: the order stands where the welcome says.
     *
     * @param now the time
     */
    public void begin(long now) {
        begun = true;
        // What this member caught up with may not be durable yet.
        held.mark(context.log().appended(), state.sequence());
        drain(now);
        naks.update(now);
    }

    /**
     * Whether frames are applied.
     *
     * @return true from {@link #begin} on
     */
    public boolean hasBegun() {
        return begun;
    }

    /**
     * Takes a frame of the order stream, well formed.
     *
     * @param frame the frame, used only during the call
     * @param now the time
     */
    public void onOrder(ByteBuffer frame, long now) {
        heard(frame, now);
        long number = OrderFrame.number(frame);
        if (window.wants(number) && window.hasRoomFor(number)) {
            if (window.lacksBefore(number)) {
                context.counters().increment(Counter.OUT_OF_ORDER);
            }
            window.put(number, frame);
            expect(now);
            drain(now);
        } else {
            context.counters()
                    .increment(
                            window.wants(number) || window.isBeyond(number)
                                    ? Counter.DROPPED_BEYOND_WINDOW
                                    : Counter.DUPLICATES);
            window.announce(number);
        }
        naks.update(now);
    }

    /** Looks what frames refer to that follow one another, though they may wait for what those before refer to. */
    private void expect(long now) {
        for (ByteBuffer next = window.get(expectedTo + 1); next != null; next = window.get(expectedTo + 1)) {
            direct.expect(next);
            expectedTo++;
        }
        directNaks.update(now);
    }

    /**
     * Takes a frame that a publisher sends to the whole group, well formed.
     *
     * @param frame the frame, used only during the call
     * @param source who sent it: its publisher, or the sequencer, again
     * @param now the time
     */
    public void onDirect(ByteBuffer frame, long source, long now) {
        long publisher = PublishFrame.publisher(frame);
        boolean authorised = source == publisher || source == sequencer.incarnation();
        boolean wanted = !begun || state.view().find(publisher) != null || direct.expects(frame);
        if (!authorised || !wanted) {
            context.counters().increment(Counter.DROPPED_UNKNOWN_SENDER);
        } else if (direct.put(frame)) {
            drain(now);
            directNaks.update(now);
        } else {
            context.counters().increment(Counter.DROPPED_BEYOND_WINDOW);
        }
    }

    /**
     * Takes note that a view has taken effect.
     *
     * @param view the view
     */
    public void onView(View view) {
        if (begun) {
            direct.retain(view);
        }
    }

    /**
     * Keeps a frame that this member sends to the whole group, for when the order refers to it.
     *
     * @param frame the frame, used only during the call
     */
    public void keepOwn(ByteBuffer frame) {
        direct.keep(frame);
    }

    /**
     * Takes the heartbeat of the order stream.
     *
     * @param frame the heartbeat, well formed
     * @param now the time
     */
    public void onHeartbeat(ByteBuffer frame, long now) {
        heard(frame, now);
        long last = OrderFrame.number(frame);
        window.announce(last);
        naks.update(now);
        if (last == window.next() - 1 && begun && inView) {
            if (OrderFrame.digest(frame) != state.digest()) {
                diverge(frame, "digest " + Long.toHexString(state.digest()));
            }
            // The sequencer does not know it yet, or lost the last acknowledgement.
            boolean unknown = acknowledgedFrame < last || OrderFrame.stable(frame) < acknowledgedSequence;
            ackAt = unknown ? now : ackAt;
        }
    }

    /**
     * Goes on applying frames, now that the log has room.
     *
     * @param now the time
     */
    public void onLogRoom(long now) {
        drain(now);
        naks.update(now);
    }

    /**
     * Asks and acknowledges as far as it is due.
     *
     * @param now the time
     */
    public void onTurnEnd(long now) {
        ask(NakFrame.ORDER, naks.due(now));
        ask(NakFrame.REFERENCED, directNaks.due(now));
        long heldSequence = held.at(context.log().durable());
        if (heldSequence > acknowledgedSequence) {
            ackAt = Math.min(ackAt, acknowledgedSequence < promptSequence ? now : now + ACK_DELAY);
        }
        if (now >= ackAt || unacknowledgedBytes >= ackBytes) {
            acknowledge(heldSequence, now);
        }
    }

    private void ask(byte kind, List<NakFrame.Range> missing) {
        if (!missing.isEmpty()) {
            context.counters().increment(Counter.NAKS_SENT);
            NakFrame nak = new NakFrame(kind, epoch, joined, missing);
            control.unicast(sequencer.endpoint(), FrameType.NAK, nak::write);
        }
    }

    /**
     * When {@link #onTurnEnd} has something to do.
     *
     * @return a time
     */
    public long deadline() {
        return Math.min(ackAt, Math.min(naks.deadline(), directNaks.deadline()));
    }

    /** Tells the sequencer that this member leaves. */
    public void leave() {
        control.unicast(sequencer.endpoint(), FrameType.LEAVE, new LeaveFrame(epoch, joined)::write);
    }

    /** Takes note that the view no longer has this member: what follows is not for it. */
    public void leftView() {
        inView = false;
    }

    /**
     * When the sequencer was last heard.
     *
     * @return a time
     */
    public long heardAt() {
        return heardAt;
    }

    /**
     * How this member's order differs from the sequencer's.
     *
     * @return what differs, or null as long as they agree
     */
    public @Nullable String divergence() {
        return divergence;
    }

    private void heard(ByteBuffer frame, long now) {
        heardAt = now;
        state.onPositions(OrderFrame.committed(frame), OrderFrame.stable(frame));
    }

    private void drain(long now) {
        for (ByteBuffer frame = window.peek(); frame != null && begun && inView; frame = window.peek()) {
            if (!context.log().hasRoom() || !direct.hasAll(frame)) {
                break;
            }
            String wrong = state.check(frame, direct);
            if (wrong == null && OrderFrame.firstSequence(frame) != state.sequence() + 1) {
                wrong = "sequence " + state.sequence();
            }
            if (wrong == null && OrderFrame.digest(frame) != state.checkedDigest()) {
                wrong = "digest " + Long.toHexString(state.checkedDigest());
            }
            if (wrong != null) {
                diverge(frame, wrong);
                return;
            }
            window.take();
            state.apply(frame, direct);
            unacknowledgedBytes += frame.limit() + direct.pass(frame);
            if (FrameHeader.isPrompt(frame)) {
                promptSequence = state.sequence();
            }
            context.frames().giveBack(frame);
        }
        if (begun) {
            held.mark(context.log().appended(), state.sequence());
        }
        if (unacknowledgedBytes > 0) {
            ackAt = Math.min(ackAt, now + ACK_DELAY);
        }
    }

    private void diverge(ByteBuffer frame, String ours) {
        inView = false;
        divergence = "this member's order and that of sequencer '" + sequencer.id() + "' differ at frame "
                + OrderFrame.number(frame) + " of epoch " + epoch + ": ours has " + ours + ", theirs has sequence "
                + (OrderFrame.firstSequence(frame) - 1) + " and digest "
                + Long.toHexString(OrderFrame.digest(frame));
    }

    /**
     * Only answers: a member that hears no more of the order must look silent, and not hold the others back. It answers
     * more than once, for an acknowledgement may be lost.
     */
    private void acknowledge(long heldSequence, long now) {
        if (inView && now - heardAt < answerTime) {
            acknowledgedFrame = window.next() - 1;
            acknowledgedSequence = heldSequence;
            AckFrame ack = new AckFrame(epoch, joined, acknowledgedFrame, acknowledgedSequence);
            control.unicast(sequencer.endpoint(), FrameType.ACK, ack::write);
        }
        unacknowledgedBytes = 0;
        ackAt = now + KEEPALIVE;
    }
}
