package org.ordercast.engine.simulation;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.StringJoiner;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.AckFrame;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.LeaveFrame;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.frame.RefuseFrame;
import org.ordercast.engine.frame.WelcomeFrame;

/** Describes a datagram to the reader of a trace. Incarnations are given by their last four digits. */
final class DatagramDescription {

    private static final int BYTES_SHOWN = 16;
    private static final int TYPE_OFFSET = 5;
    private static final int GROUP_OFFSET = 16;

    private DatagramDescription() {}

    /** One phrase: who sent what, as far as it can be told, and how long it is. */
    static String of(ByteBuffer datagram) {
        ByteBuffer frame = datagram.slice();
        long group = frame.limit() >= FrameHeader.LENGTH ? frame.getLong(GROUP_OFFSET) : 0;
        if (frame.limit() >= FrameHeader.LENGTH && FrameHeader.looksSealed(frame)) {
            return "sealed type " + frame.get(TYPE_OFFSET) + " of " + life(FrameHeader.source(frame)) + ", "
                    + frame.limit() + " bytes, key " + FrameHeader.keyId(frame) + ", counter "
                    + FrameHeader.counter(frame);
        }
        Counter wrong = FrameHeader.check(frame, group);
        if (wrong != null) {
            return frame.limit() + " bytes, " + wrong + ", " + beginning(frame);
        }
        FrameType type = FrameHeader.type(frame);
        return type + " of " + life(FrameHeader.source(frame)) + ", " + frame.limit() + " bytes, " + body(type, frame);
    }

    private static String body(FrameType type, ByteBuffer frame) {
        return switch (type) {
            case HELLO -> hello(HelloFrame.read(frame));
            case WELCOME -> welcome(WelcomeFrame.read(frame));
            case ORDER -> order(frame) + entries(frame, OrderFrame.ENTRIES);
            case HEARTBEAT -> order(frame);
            case PUBLISH -> publish(frame) + entries(frame, PublishFrame.ENTRIES);
            case PUBLISH_HEARTBEAT -> publish(frame);
            case NAK -> nak(NakFrame.read(frame));
            case ACK -> ack(AckFrame.read(frame));
            case LEAVE -> leave(LeaveFrame.read(frame));
            case REFUSE -> refuse(RefuseFrame.read(frame));
        };
    }

    private static String hello(HelloFrame hello) {
        return hello.member().id() + " " + hello.intent() + " epoch " + hello.epoch() + " supports "
                + life(hello.supports());
    }

    private static String welcome(WelcomeFrame welcome) {
        return "to " + life(welcome.member()) + " epoch " + welcome.epoch() + " view " + welcome.view() + " from frame "
                + welcome.frame() + " after sequence " + welcome.sequence();
    }

    private static String order(ByteBuffer frame) {
        return "epoch " + OrderFrame.epoch(frame) + " frame " + OrderFrame.number(frame) + " sequence "
                + OrderFrame.firstSequence(frame) + " committed " + OrderFrame.committed(frame) + " stable "
                + OrderFrame.stable(frame);
    }

    private static String publish(ByteBuffer frame) {
        return "epoch " + PublishFrame.epoch(frame) + " stream " + PublishFrame.stream(frame) + " frame "
                + PublishFrame.number(frame);
    }

    private static String nak(NakFrame nak) {
        StringJoiner ranges = new StringJoiner(" ", " [", "]");
        nak.ranges().forEach(range -> ranges.add(range.first() + "-" + range.last()));
        return (nak.kind() == NakFrame.ORDER ? "order" : "publish") + " epoch " + nak.epoch() + " joined "
                + nak.joined() + ranges;
    }

    private static String ack(AckFrame ack) {
        return "epoch " + ack.epoch() + " joined " + ack.joined() + " frame " + ack.frame() + " sequence "
                + ack.sequence();
    }

    private static String leave(LeaveFrame leave) {
        return "epoch " + leave.epoch() + " joined " + leave.joined();
    }

    private static String refuse(RefuseFrame refusal) {
        return "to " + life(refusal.member()) + " epoch " + refusal.epoch() + " view " + refusal.view() + " "
                + refusal.reason();
    }

    private static String entries(ByteBuffer frame, int offset) {
        if (!Entry.areValid(frame, offset)) {
            return " with malformed entries";
        }
        StringJoiner entries = new StringJoiner(", ", " [", "]");
        Entry entry = new Entry();
        entry.wrap(frame, offset);
        while (entry.next()) {
            entries.add(entry(entry));
        }
        return entries.toString();
    }

    private static String entry(Entry entry) {
        String first = life(entry.publisher()) + "#" + entry.publisherSequence();
        return switch (entry.kind()) {
            case EntryKind.BATCH -> first + (entry.count() == 1 ? "" : " and " + (entry.count() - 1) + " more");
            case EntryKind.REFERENCE ->
                first + " in frame " + entry.referencedFrame() + " of stream " + entry.referencedStream()
                        + ", reference " + entry.referenceNumber();
            case EntryKind.VIEW -> "view " + entry.publisherSequence() + part(entry);
            default -> first + part(entry);
        };
    }

    private static String part(Entry entry) {
        return " from " + entry.partOffset() + " of " + entry.wholeLength() + (entry.isLastPart() ? ", last" : "");
    }

    private static String life(long incarnation) {
        return String.format("%04x", incarnation & 0xffff);
    }

    private static String beginning(ByteBuffer frame) {
        byte[] bytes = new byte[Math.min(BYTES_SHOWN, frame.limit())];
        frame.get(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
