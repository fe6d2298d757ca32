package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import java.util.List;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.protocol.ControlSender;
import org.ordercast.engine.protocol.MemberContext;

/**
 * Where the sequencer takes the publish streams in: asks for what is missing, and moves their entries into the order
 * stream, each publisher's in its own order; a frame that its publisher has multicast is referred to as a whole. An entry
 * that does not go on from what its publisher has had ordered is dropped.
 */
final class PublishIntake {

    private final MemberContext context;
    private final ControlSender control;
    private final OrderStream order;
    private final long epoch;
    private final Entry entry = new Entry();

    /** Where a publisher would be, were its next entries ordered. */
    private final MessageProgress ahead = new MessageProgress(0);

    PublishIntake(MemberContext context, ControlSender control, OrderStream order, long epoch) {
        this.context = context;
        this.control = control;
        this.order = order;
        this.epoch = epoch;
    }

    /** Takes a frame of a publish stream. */
    void onPublish(Participant publisher, ByteBuffer frame, long now) {
        long number = PublishFrame.number(frame);
        if (publisher.stream.wants(number) && publisher.stream.hasRoomFor(number)) {
            if (publisher.stream.lacksBefore(number)) {
                context.counters().increment(Counter.OUT_OF_ORDER);
            }
            publisher.stream.put(number, frame);
        } else {
            boolean early = publisher.stream.wants(number) || publisher.stream.isBeyond(number);
            context.counters().increment(early ? Counter.DROPPED_BEYOND_WINDOW : Counter.DUPLICATES);
            publisher.stream.announce(number);
        }
        publisher.naks.update(now);
    }

    /** Learns how far a publish stream has come. */
    void onHeartbeat(Participant publisher, long lastFrame, long now) {
        publisher.stream.announce(lastFrame);
        publisher.naks.update(now);
    }

    /** Asks for what is missing. */
    void requestMissing(Participant publisher, long now) {
        List<NakFrame.Range> missing = publisher.naks.due(now);
        if (!missing.isEmpty()) {
            context.counters().increment(Counter.NAKS_SENT);
            NakFrame nak = new NakFrame(NakFrame.PUBLISH, epoch, publisher.joined, missing);
            control.unicast(publisher.identity.endpoint(), FrameType.NAK, nak::write);
        }
    }

    /**
     * Orders what the next frame of a stream holds, as far as there is room.
     *
     * @return whether anything was ordered, or dropped
     */
    boolean orderNext(Participant publisher, boolean mayBeginParts, long now) {
        ByteBuffer frame = publisher.stream.peek();
        if (frame == null) {
            return false;
        }
        if (FrameHeader.isDirect(frame) && refer(publisher, frame, mayBeginParts, now)) {
            return true;
        }
        entry.wrap(frame, publisher.nextEntry == 0 ? PublishFrame.ENTRIES : publisher.nextEntry);
        boolean moved = false;
        while (entry.next()) {
            if (!order.hasRoom() || (beginsParts() && !mayBeginParts)) {
                // Where nothing was taken out of it, the whole frame may still be referred to.
                publisher.nextEntry = moved ? entry.start() : publisher.nextEntry;
                return moved;
            }
            order(publisher, frame, now);
            moved = true;
        }
        publisher.nextEntry = 0;
        publisher.stream.advance();
        publisher.naks.update(now);
        return true;
    }

    /** Refers to a frame that every member was sent, if all of it can be ordered now. */
    private boolean refer(Participant publisher, ByteBuffer frame, boolean mayBeginParts, long now) {
        if (publisher.nextEntry != 0) {
            return false;
        }
        ahead.goTo(publisher.progress);
        boolean promptly = false;
        entry.wrap(frame, PublishFrame.ENTRIES);
        while (entry.next()) {
            boolean fits = isOwn(publisher) && (mayBeginParts || !beginsParts()) && order.takes(entry);
            if (!fits || ahead.take(entry, publisher.identity.id()) != null) {
                return false;
            }
            promptly |= entry.isPrompt();
        }
        order.addReference(publisher.stream.take(), publisher.progress.published() + 1, promptly, now);
        publisher.naks.update(now);
        context.counters().increment(Counter.DIRECT_FRAMES);
        moveTo(publisher, ahead, now);
        return true;
    }

    private void order(Participant publisher, ByteBuffer frame, long now) {
        ahead.goTo(publisher.progress);
        if (!isOwn(publisher) || !order.takes(entry) || ahead.take(entry, publisher.identity.id()) != null) {
            context.counters().increment(Counter.DROPPED_MALFORMED);
            return;
        }
        order.add(frame, entry, now);
        moveTo(publisher, ahead, now);
    }

    private void moveTo(Participant publisher, MessageProgress progress, long now) {
        context.counters().add(Counter.MESSAGES_ORDERED, progress.published() - publisher.progress.published());
        publisher.progress.goTo(progress);
        publisher.orderedAt = now;
    }

    private boolean isOwn(Participant publisher) {
        return entry.publisher() == publisher.identity.incarnation();
    }

    private boolean beginsParts() {
        return entry.kind() == EntryKind.FRAGMENT && entry.partOffset() == 0;
    }
}
