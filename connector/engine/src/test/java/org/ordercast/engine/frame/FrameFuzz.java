package org.ordercast.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/** What follows the header of a datagram, of each type: it is refused, or read, and then it is what it says. */
class FrameFuzz {

    private static final long GROUP = 4711;
    private static final MemberIdentity ALPHA = new MemberIdentity("alpha", 7, Endpoint.ipv4(0x7f000001, 4000));

    static Stream<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(seed(FrameType.HELLO, HelloFrame.newcomer(HelloFrame.Intent.SEEK, 3, 4, ALPHA)::write));
        seeds.add(seed(FrameType.HELLO, new HelloFrame(HelloFrame.Intent.RECOVER, 0, 5, 2, 17, 6, ALPHA)::write));
        seeds.add(seed(FrameType.WELCOME, new WelcomeFrame(9, 5, 2, 3, 4, 17, 0xabcd, 1472, ALPHA)::write));
        seeds.add(seed(FrameType.REFUSE, new RefuseFrame(9, 2, 3, 4, RefuseFrame.Reason.BEHIND, ALPHA)::write));
        seeds.add(seed(FrameType.ACK, new AckFrame(2, 3, 4, 17)::write));
        seeds.add(seed(FrameType.LEAVE, new LeaveFrame(2, 3)::write));
        seeds.add(seed(
                FrameType.NAK,
                new NakFrame(NakFrame.ORDER, 2, 3, List.of(new NakFrame.Range(4, 5), new NakFrame.Range(9, 9)))
                        ::write));
        for (FrameType type : List.of(FrameType.ORDER, FrameType.PUBLISH)) {
            seeds.add(seed(type, body -> {
                entriesOf(type, body);
                EntryWriter writer = new EntryWriter();
                writer.wrap(body);
                writer.addMessage(7, 1, new byte[] {1, 2, 3}, false);
                writer.addMessage(7, 2, new byte[0], false);
                writer.addPart(EntryKind.FRAGMENT, 7, 3, new byte[40], 0, false);
                if (type == FrameType.PUBLISH) {
                    return;
                }
                writer.addReference(7, 4, 3, 5, 1, false);
                byte[] view = ViewCodec.encode(new View(2, List.of(new View.Participant(ALPHA, 3))));
                writer.addPart(EntryKind.VIEW, 7, 2, view, 0, false);
            }));
        }
        return seeds.stream();
    }

    private static void entriesOf(FrameType type, ByteBuffer body) {
        if (type == FrameType.ORDER) {
            OrderFrame.write(body, 2, 3, 17, 1, 1, 0xabcd);
            body.position(OrderFrame.ENTRIES);
        } else {
            PublishFrame.write(body, 2, 3, 4, 7);
            body.position(PublishFrame.ENTRIES);
        }
    }

    private static byte[] seed(FrameType type, Consumer<ByteBuffer> body) {
        ByteBuffer frame = frame(type, body);
        byte[] bytes = new byte[1 + frame.limit() - FrameHeader.LENGTH];
        frame.get(FrameHeader.LENGTH, bytes, 1, bytes.length - 1);
        bytes[0] = type.code();
        return bytes;
    }

    private static ByteBuffer frame(FrameType type, Consumer<ByteBuffer> body) {
        ByteBuffer frame = ByteBuffer.allocate(65_507);
        FrameHeader.begin(frame, type, GROUP, ALPHA.incarnation());
        body.accept(frame);
        FrameHeader.finish(frame);
        return frame;
    }

    @MethodSource("seeds")
    @FuzzTest
    void aFrameIsRefusedOrSaysTheSameWhenItIsWrittenAgain(byte[] input) {
        FrameType type = input.length == 0 || input.length > 60_000 ? null : FrameType.ofCode(input[0]);
        if (type == null) {
            return;
        }
        ByteBuffer frame = frame(type, body -> body.put(input, 1, input.length - 1));
        assertThat(FrameHeader.check(frame, GROUP)).isNull();
        switch (type) {
            case HELLO -> again(type, frame, HelloFrame::read, HelloFrame::write);
            case WELCOME -> again(type, frame, WelcomeFrame::read, WelcomeFrame::write);
            case NAK -> again(type, frame, NakFrame::read, NakFrame::write);
            case ACK -> again(type, frame, AckFrame::read, AckFrame::write);
            case LEAVE -> again(type, frame, LeaveFrame::read, LeaveFrame::write);
            case REFUSE -> again(type, frame, RefuseFrame::read, RefuseFrame::write);
            case ORDER, HEARTBEAT -> {
                if (OrderFrame.isValid(frame)) {
                    walk(frame, OrderFrame.ENTRIES, Entry.areValid(frame, OrderFrame.ENTRIES));
                }
            }
            case PUBLISH, PUBLISH_HEARTBEAT -> {
                if (PublishFrame.isValid(frame)) {
                    walk(frame, PublishFrame.ENTRIES, Entry.areMessages(frame, PublishFrame.ENTRIES));
                }
            }
        }
    }

    private interface Writer<T> {
        void write(T frame, ByteBuffer target);
    }

    private static <T> void again(
            FrameType type, ByteBuffer frame, Function<ByteBuffer, @Nullable T> reader, Writer<T> writer) {
        T first = reader.apply(frame);
        if (first != null) {
            ByteBuffer written = frame(type, body -> writer.write(first, body));
            assertThat(reader.apply(written)).isEqualTo(first);
        }
    }

    /** Goes through all entries: each lies within the frame, and content is what its kind says. */
    private static void walk(ByteBuffer frame, int offset, boolean areValid) {
        if (!areValid) {
            return;
        }
        Entry entry = new Entry();
        entry.wrap(frame, offset);
        while (entry.next()) {
            assertThat(entry.end()).isLessThanOrEqualTo(frame.limit());
            if (entry.kind() == EntryKind.BATCH) {
                walkMessages(frame, entry);
            } else if (entry.kind() == EntryKind.REFERENCE) {
                assertThat(List.of(entry.referencedStream(), entry.referencedFrame(), entry.referenceNumber()))
                        .allMatch(number -> number > 0);
            } else {
                assertThat(entry.partStart() + entry.partLength()).isEqualTo(entry.end());
                assertThat(entry.partOffset() + entry.partLength()).isBetween(1, entry.wholeLength());
                if (entry.kind() == EntryKind.VIEW && entry.isLastPart() && entry.partOffset() == 0) {
                    readView(entry, frame.slice(entry.partStart(), entry.partLength()));
                }
            }
        }
    }

    private static void walkMessages(ByteBuffer frame, Entry entry) {
        int at = entry.contentStart();
        for (int i = 0; i < entry.count(); i++) {
            assertThat(frame.getInt(at)).isNotNegative();
            at += Entry.MESSAGE_PREFIX + frame.getInt(at);
        }
        assertThat(at).isEqualTo(entry.end());
    }

    private static void readView(Entry entry, ByteBuffer bytes) {
        View view = ViewCodec.decode(entry.publisherSequence(), bytes);
        if (view != null) {
            assertThat(ViewCodec.decode(view.number(), ByteBuffer.wrap(ViewCodec.encode(view))))
                    .isEqualTo(view);
        }
    }
}
