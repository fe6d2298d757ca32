package org.ordercast.engine.publishing;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryWriter;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
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
import org.ordercast.engine.repair.RepairService;
import org.ordercast.engine.repair.SentWindow;
import org.ordercast.engine.repair.TokenBucket;

/**
 * This member's publish stream to the sequencer, for as long as both stay what they are. The order stream acknowledges
 * it: a frame is kept until all that it holds was seen there. While some is not, heartbeats tell the sequencer how far
 * the stream has come, so that a lost tail is seen.
 *
 * <p>A frame that is long enough, or full, goes directly to the whole group, and the order stream refers to it: its content
 * crosses the wire once. For a short one that is all, the sequencer does better: it fills a frame with several publishers'. What is on its way like that shares one window with the other publishers.
 */
public final class PublishStream {

    private static final long FIRST_HEARTBEAT = 4_000_000;
    private static final long LAST_HEARTBEAT = 128_000_000;

    /** How many frames may be on their way directly to the group, however many publishers there are. */
    private static final int LEAST_DIRECT = 4;

    private static final int MASK = ReceiveWindow.CAPACITY - 1;

    private final MemberContext context;
    private final ControlSender control;
    private final OwnMessages messages;
    private final MemberIdentity sequencer;
    private final long epoch;
    private final long joined;

    private final Consumer<ByteBuffer> direct;

    private final SentWindow sent;
    private final RepairService repair;
    private final EntryWriter writer = new EntryWriter();
    private ByteBuffer scratch;
    private final int frameLimit;
    private final int wholeLimit;

    /** For each frame, how much content the stream has had at its end. */
    private final long[] contentAfter = new long[ReceiveWindow.CAPACITY];

    private long contentSent;
    private long contentOrdered;
    private long directBytes;
    private long directLimit;
    private long heartbeatAt = NakSchedule.NEVER;
    private long heartbeatDelay = FIRST_HEARTBEAT;

    /**
     * Creates a stream without frames.
     *
     * @param context the member
     * @param messages what the stream carries
     * @param welcome the sequencer that it goes to, and how this member joined
     * @param view the view in effect
     * @param direct is told of each frame that goes directly to the group
     */
    public PublishStream(
            MemberContext context, OwnMessages messages, WelcomeFrame welcome, View view, Consumer<ByteBuffer> direct) {
        this.context = context;
        this.control = new ControlSender(context);
        this.messages = messages;
        this.direct = direct;
        this.sequencer = welcome.sequencer();
        this.epoch = welcome.epoch();
        this.joined = welcome.view();
        this.sent = new SentWindow(context.frames(), context.settings().windowSize());
        this.repair = new RepairService(
                sent, TokenBucket.forRepair(context.settings().repairRate()), context.sender(), context.counters());
        // Every entry must fit into a frame of the order stream, whose own fields take more room.
        int datagram = Math.min(context.maxDatagramSize(), welcome.maxDatagramSize());
        int content = datagram - OrderFrame.ENTRIES;
        this.frameLimit = PublishFrame.ENTRIES + content;
        this.scratch = context.frames().take(frameLimit);
        this.wholeLimit = content - Entry.HEADER - Entry.MESSAGE_PREFIX;
        onView(view);
    }

    /**
     * Takes note that a view has taken effect: its publishers share a window.
     *
     * @param view the view, which has the sequencer and this member
     */
    public void onView(View view) {
        int publishers = Math.max(1, view.members().size() - 1);
        directLimit = Math.max(context.settings().windowSize() / publishers, LEAST_DIRECT * (long) frameLimit);
    }

    /**
     * Sends what waits, as far as the window allows.
     *
     * @param now the time
     */
    public void fill(long now) {
        while (sent.hasRoom() && directBytes < directLimit && messages.hasMore()) {
            FrameHeader.begin(
                    scratch,
                    FrameType.PUBLISH,
                    context.groupId(),
                    context.self().incarnation());
            PublishFrame.write(
                    scratch, epoch, joined, sent.last() + 1, context.self().incarnation());
            writer.wrap(scratch.limit(frameLimit).position(PublishFrame.ENTRIES));
            int content = messages.write(writer, wholeLimit, true);
            if (content == 0) {
                return;
            }
            contentSent += content;
            send();
            heartbeatDelay = FIRST_HEARTBEAT;
            heartbeatAt = now + heartbeatDelay;
        }
    }

    private void send() {
        boolean isDirect = goesDirectly(scratch.position());
        if (isDirect) {
            FrameHeader.setFlag(scratch, FrameHeader.FLAG_DIRECT);
        }
        FrameHeader.finish(scratch);
        ByteBuffer frame = context.frames().trim(scratch);
        scratch = context.frames().take(frameLimit);
        sent.add(frame);
        contentAfter[(int) sent.last() & MASK] = contentSent;
        if (isDirect) {
            directBytes += frame.limit();
            direct.accept(frame);
            context.sender().multicast(frame);
        } else {
            context.sender().unicast(sequencer.endpoint(), frame);
        }
    }

    private boolean goesDirectly(int length) {
        int threshold = context.settings().directThreshold();
        boolean isFull = messages.hasMore();
        return length >= threshold || (isFull && threshold != Integer.MAX_VALUE);
    }

    /**
     * Takes note that content of this stream was ordered.
     *
     * @param bytes how many bytes of content
     */
    public void onContent(int bytes) {
        contentOrdered += bytes;
        while (!sent.isEmpty() && contentAfter[(int) sent.first() & MASK] <= contentOrdered) {
            releaseFirst();
        }
        heartbeatDelay = FIRST_HEARTBEAT;
        if (sent.isEmpty()) {
            heartbeatAt = NakSchedule.NEVER;
        }
    }

    private void releaseFirst() {
        ByteBuffer frame = sent.get(sent.first());
        if (frame != null && FrameHeader.isDirect(frame)) {
            directBytes -= frame.limit();
        }
        sent.release(sent.first());
    }

    /**
     * Takes the sequencer's request for frames that it misses.
     *
     * @param ranges what it misses
     * @param now the time
     */
    public void onNak(List<NakFrame.Range> ranges, long now) {
        context.counters().increment(Counter.NAKS_RECEIVED);
        ranges.forEach(range -> repair.request(range, sequencer.endpoint(), now));
    }

    /**
     * Sends the repairs of a turn, and the heartbeat if it is due.
     *
     * @param now the time
     */
    public void onTurnEnd(long now) {
        repair.flush(now);
        if (now >= heartbeatAt) {
            control.unicast(sequencer.endpoint(), FrameType.PUBLISH_HEARTBEAT, frame -> {
                PublishFrame.write(
                        frame, epoch, joined, sent.last(), context.self().incarnation());
                frame.position(PublishFrame.ENTRIES);
            });
            heartbeatDelay = Math.min(heartbeatDelay * 2, LAST_HEARTBEAT);
            heartbeatAt = now + heartbeatDelay;
        }
    }

    /**
     * When {@link #onTurnEnd} has something to do.
     *
     * @return a time, or {@link NakSchedule#NEVER}
     */
    public long deadline() {
        return Math.min(heartbeatAt, repair.deadline());
    }
}
