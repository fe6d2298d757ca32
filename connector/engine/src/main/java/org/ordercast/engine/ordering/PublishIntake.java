package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import java.util.List;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.protocol.ControlSender;
import org.ordercast.engine.protocol.MemberContext;

/**
 * Where the sequencer takes the publish streams in: asks for what is missing, and moves their entries into the order
 * stream, each publisher's in its own order. An entry that does not go on from what its publisher has had ordered is
 * dropped.
 */
final class PublishIntake {

    private final MemberContext context;
    private final ControlSender control;
    private final OrderStream order;
    private final long epoch;
    private final Entry entry = new Entry();

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
            if (number > publisher.stream.next()) {
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
        entry.wrap(frame, publisher.nextEntry == 0 ? PublishFrame.ENTRIES : publisher.nextEntry);
        boolean moved = false;
        while (entry.next()) {
            boolean begins = entry.kind() == EntryKind.FRAGMENT && entry.partOffset() == 0;
            if (!order.hasRoom() || (begins && !mayBeginParts)) {
                publisher.nextEntry = entry.start();
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

    private void order(Participant publisher, ByteBuffer frame, long now) {
        boolean fragment = entry.kind() == EntryKind.FRAGMENT;
        boolean goesOn = entry.publisher() == publisher.identity.incarnation()
                && entry.publisherSequence() == publisher.published + 1
                && (fragment ? goesOnWithPart(publisher) : publisher.partialFilled == 0);
        if (!goesOn || entry.kind() == EntryKind.VIEW || !order.takes(entry)) {
            context.counters().increment(Counter.DROPPED_MALFORMED);
            return;
        }
        order.add(frame, entry, now);
        publisher.orderedAt = now;
        if (!fragment) {
            publisher.published += entry.count();
            context.counters().add(Counter.MESSAGES_ORDERED, entry.count());
        } else if (entry.isLastPart()) {
            publisher.partialFilled = 0;
            publisher.published++;
            context.counters().increment(Counter.MESSAGES_ORDERED);
        } else {
            publisher.partialFilled += entry.partLength();
            publisher.partialWhole = entry.wholeLength();
        }
    }

    private boolean goesOnWithPart(Participant publisher) {
        return entry.partOffset() == publisher.partialFilled
                && (publisher.partialFilled == 0 || entry.wholeLength() == publisher.partialWhole);
    }
}
