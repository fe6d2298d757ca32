package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.EntryWriter;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.ViewCodec;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.protocol.ControlSender;
import org.ordercast.engine.protocol.MemberContext;
import org.ordercast.engine.publishing.OwnMessages;
import org.ordercast.engine.repair.ReceiveWindow;
import org.ordercast.engine.repair.RepairService;
import org.ordercast.engine.repair.SentWindow;
import org.ordercast.engine.repair.TokenBucket;

/**
 * The sequencer's order stream: fills frames with entries, applies each to the sequencer's own state, keeps it for repair
 * and multicasts it, once the log holds what it says: what anybody has seen outlives the sequencer. While nothing is
 * sent, heartbeats follow the last frame at growing intervals.
 */
final class OrderStream {

    private static final long FIRST_HEARTBEAT = 1_000_000;
    private static final long LAST_HEARTBEAT = 100_000_000;
    private static final int MASK = ReceiveWindow.CAPACITY - 1;

    private final MemberContext context;
    private final ControlSender control;
    private final OrderState state;

    private final SentWindow sent;
    private final RepairService repair;

    /** What frames of this stream refer to, and from how many bytes on a frame is sent that refers to so much. */
    private final RelayedFrames relayed;

    private final RepairService relay;
    private final long enoughReferences;
    private long referencedBytes;

    private final EntryWriter writer = new EntryWriter();
    private ByteBuffer scratch;
    private final int wholeLimit;

    /** For each frame, how many records the log has had at its end, and the order's last sequence there. */
    private final long[] recordsAfter = new long[ReceiveWindow.CAPACITY];

    private final long[] sequenceAfter = new long[ReceiveWindow.CAPACITY];

    /** The number of the last reference up to the end of each frame. */
    private final long[] referenceAfter = new long[ReceiveWindow.CAPACITY];

    /** The last frame that was multicast, and where the order stands at its end. */
    private long sentFrame;

    private long sentSequence;
    private long sentDigest;

    private long promptSequence;
    private long heartbeatAt;
    private long heartbeatDelay = FIRST_HEARTBEAT;

    OrderStream(MemberContext context, OrderState state, long now) {
        this.context = context;
        this.control = new ControlSender(context);
        this.state = state;
        this.sent = new SentWindow(context.frames(), context.settings().windowSize());
        this.relayed = new RelayedFrames(context);
        TokenBucket rate = TokenBucket.forRepair(context.settings().repairRate());
        this.repair = new RepairService(sent, rate, context.sender(), context.counters());
        this.relay = new RepairService(relayed, rate, context.sender(), context.counters());
        this.enoughReferences = context.settings().windowSize() / 16;
        this.scratch = context.frames().take(context.maxDatagramSize());
        this.wholeLimit = context.maxDatagramSize() - OrderFrame.ENTRIES - Entry.HEADER - Entry.MESSAGE_PREFIX;
        this.heartbeatAt = now;
        this.sentSequence = state.sequence();
        this.sentDigest = state.digest();
        begin();
    }

    /** Whether the window and the log take more. */
    boolean hasRoom() {
        return !isWindowFull() && context.log().hasRoom();
    }

    /** Whether the members keep the window closed. */
    boolean isWindowFull() {
        return !sent.hasRoom()
                || !relayed.hasRoom()
                || sent.bytes() + relayed.bytes() >= context.settings().windowSize();
    }

    /** Whether a view may go out now. */
    boolean hasRoomForView() {
        return sent.hasReserve();
    }

    /** Whether an entry fits into an empty frame. */
    boolean takes(Entry entry) {
        return entry.end() - entry.start() <= context.maxDatagramSize() - OrderFrame.ENTRIES;
    }

    /** The number of the last frame, whether it was multicast or not. */
    long lastFrame() {
        return sent.last();
    }

    /** The number of the last frame that was multicast. */
    long sentFrame() {
        return sentFrame;
    }

    /** The last sequence whose message ends in a frame that was multicast: its place is for ever. */
    long sentSequence() {
        return sentSequence;
    }

    /** Adds an entry of a publish stream, starting a new frame where this one has no room for it. */
    void add(ByteBuffer source, Entry entry, long now) {
        if (!writer.copy(source, entry)) {
            flush(now);
            if (!writer.copy(source, entry)) {
                throw new IllegalStateException("an entry of " + entry.contentLength() + " bytes fits no frame of "
                        + context.maxDatagramSize());
            }
        }
    }

    /** Adds a reference to a frame that its publisher has multicast, and whose first message has a number. */
    void addReference(ByteBuffer published, long firstMessage, boolean promptly, long now) {
        if (!tryReference(published, firstMessage, promptly)) {
            flush(now);
            if (!tryReference(published, firstMessage, promptly)) {
                throw new IllegalStateException("a reference fits no frame of " + context.maxDatagramSize());
            }
        }
        relayed.add(published);
        referencedBytes += published.limit();
        if (referencedBytes >= enoughReferences) {
            flush(now);
        }
    }

    private boolean tryReference(ByteBuffer published, long firstMessage, boolean promptly) {
        StreamFrame name = StreamFrame.of(published);
        return writer.addReference(
                name.publisher(), firstMessage, name.stream(), name.number(), relayed.last() + 1, promptly);
    }

    /** Fills this frame with the sequencer's own messages, and sends it if it is full. Returns whether it did either. */
    boolean addOwn(OwnMessages messages, boolean mayBeginParts, long now) {
        long before = messages.written();
        boolean added = messages.write(writer, wholeLimit, mayBeginParts) > 0;
        context.counters().add(Counter.MESSAGES_ORDERED, messages.written() - before);
        boolean full = messages.hasMore() && hasEntries();
        if (full) {
            flush(now);
        }
        return added || full;
    }

    /** Adds a view, which ends its frame. */
    void addView(View view, long now) {
        flush(now);
        byte[] bytes = ViewCodec.encode(view);
        int offset = 0;
        while (offset < bytes.length) {
            offset += writer.addPart(EntryKind.VIEW, context.self().incarnation(), view.number(), bytes, offset, false);
            flush(now);
        }
    }

    private boolean hasEntries() {
        return scratch.position() > OrderFrame.ENTRIES;
    }

    /** Ends the frame with what was added. */
    void flush(long now) {
        if (!hasEntries()) {
            return;
        }
        if (writer.isPrompt()) {
            FrameHeader.setFlag(scratch, FrameHeader.FLAG_PROMPT);
        }
        ByteBuffer frame = context.frames().trim(scratch.flip());
        scratch = context.frames().take(context.maxDatagramSize());
        String wrong = state.check(frame, relayed);
        if (wrong != null) {
            throw new IllegalStateException("frame " + (sent.last() + 1) + " does not go on the order: " + wrong);
        }
        OrderFrame.write(
                frame,
                state.epoch(),
                sent.last() + 1,
                state.sequence() + 1,
                state.committed(),
                state.stable(),
                state.checkedDigest());
        FrameHeader.finish(frame.position(frame.limit()));
        sent.add(frame);
        state.apply(frame, relayed);
        if (writer.isPrompt()) {
            promptSequence = state.sequence();
        }
        recordsAfter[(int) sent.last() & MASK] = context.log().appended();
        sequenceAfter[(int) sent.last() & MASK] = state.sequence();
        referenceAfter[(int) sent.last() & MASK] = relayed.last();
        referencedBytes = 0;
        begin();
        multicastDurable(now);
    }

    private void multicastDurable(long now) {
        long durable = context.log().durable();
        while (sentFrame < sent.last() && recordsAfter[(int) (sentFrame + 1) & MASK] <= durable) {
            sentFrame++;
            ByteBuffer frame = Objects.requireNonNull(sent.get(sentFrame), "a frame is kept until it is acknowledged");
            context.sender().multicast(frame);
            sentSequence = sequenceAfter[(int) sentFrame & MASK];
            sentDigest = OrderFrame.digest(frame);
            heartbeatDelay = FIRST_HEARTBEAT;
            heartbeatAt = now + heartbeatDelay;
        }
    }

    /** Lets go of frames that every member holds. */
    void release(long lastFrame) {
        if (lastFrame >= sent.first()) {
            sent.release(lastFrame);
            relayed.release(referenceAfter[(int) lastFrame & MASK]);
        }
    }

    /** Announces positions; at once where a publisher waits for them. */
    void onPositions(long newCommitted, long newStable, long now) {
        boolean awaited =
                state.stable() < promptSequence && (newStable > state.stable() || newCommitted > state.committed());
        state.onPositions(newCommitted, newStable);
        if (awaited) {
            heartbeatDelay = FIRST_HEARTBEAT;
            heartbeatAt = now;
        }
    }

    void onNak(NakFrame.Range range, Endpoint requester, long now) {
        repair.request(range, requester, now);
    }

    void onReferencedNak(NakFrame.Range range, Endpoint requester, long now) {
        relay.request(range, requester, now);
    }

    /** Sends what was added and asked for, and the heartbeat if it is due. */
    void onTurnEnd(long now) {
        flush(now);
        context.log().flush();
        multicastDurable(now);
        repair.flush(now);
        relay.flush(now);
        if (now >= heartbeatAt) {
            sendHeartbeat(now);
        }
    }

    long deadline() {
        return Math.min(heartbeatAt, Math.min(repair.deadline(), relay.deadline()));
    }

    private void sendHeartbeat(long now) {
        control.multicast(FrameType.HEARTBEAT, frame -> {
            OrderFrame.write(
                    frame, state.epoch(), sentFrame, sentSequence + 1, state.committed(), state.stable(), sentDigest);
            frame.position(OrderFrame.ENTRIES);
        });
        heartbeatAt = now + heartbeatDelay;
        heartbeatDelay = Math.min(heartbeatDelay * 2, LAST_HEARTBEAT);
    }

    private void begin() {
        FrameHeader.begin(
                scratch, FrameType.ORDER, context.groupId(), context.self().incarnation());
        writer.wrap(scratch.limit(context.maxDatagramSize()).position(OrderFrame.ENTRIES));
    }
}
