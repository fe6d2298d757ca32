package org.ordercast.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.engine.frame.NakFrame.Range;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;

/** The datagrams with fixed fields are read as they were written, and not at all where they are cut or cannot be. */
class ControlFrameTest {

    private static final long MAX = 1L << 62;
    private static final MemberIdentity MEMBER =
            new MemberIdentity("a", 0x1122334455667788L, Endpoint.ipv4(0x7f000001, 40_000));
    private static final WelcomeFrame WELCOME = new WelcomeFrame(5, 9, 1, 2, 3, 4, -6, 1472, MEMBER);

    /** A datagram, how it is written, and how it is read. */
    record Sample(FrameType type, Object value, Consumer<ByteBuffer> writer, Function<ByteBuffer, ?> reader) {

        ByteBuffer written() {
            return frame(type, writer);
        }

        @Nullable
        Object read(ByteBuffer frame) {
            return reader.apply(frame);
        }
    }

    static Stream<Sample> samples() {
        return Stream.of(
                hello(HelloFrame.newcomer(HelloFrame.Intent.SEEK, 0, 0, MEMBER)),
                hello(HelloFrame.newcomer(HelloFrame.Intent.CLAIM, -1, -7, MEMBER)),
                hello(new HelloFrame(
                        HelloFrame.Intent.WAIT, 0, Long.MIN_VALUE, MAX, MAX, -3, member("ä€𝄞".repeat(28)))),
                hello(new HelloFrame(HelloFrame.Intent.RECOVER, 0, 1, 1, 1, 0, member("x".repeat(255)))),
                hello(HelloFrame.newcomer(
                        HelloFrame.Intent.SEEK, 0, 0, new MemberIdentity("v6", -1, new Endpoint(-2, -3, 65_535)))),
                welcome(WELCOME),
                welcome(new WelcomeFrame(-1, 9, MAX, MAX, MAX, MAX, Long.MIN_VALUE, 65_507, member("y".repeat(255)))),
                nak(new NakFrame(NakFrame.ORDER, 1, 2, List.of(new Range(1, 1)))),
                nak(new NakFrame(NakFrame.PUBLISH, 1, 2, Collections.nCopies(64, new Range(7, MAX)))),
                ack(new AckFrame(1, 2, 0, 0)),
                ack(new AckFrame(MAX, MAX, MAX, MAX)),
                leave(new LeaveFrame(1, 2)),
                refuse(new RefuseFrame(5, 1, 2, 6, RefuseFrame.Reason.NOT_IN_VIEW, MEMBER)),
                refuse(new RefuseFrame(5, 1, 2, 6, RefuseFrame.Reason.BEHIND, member("z".repeat(255)))));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsWrittenIsReadTheSame(Sample sample) {
        assertThat(sample.read(sample.written())).isEqualTo(sample.value);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noTruncationIsRead(Sample sample) {
        ByteBuffer frame = sample.written();
        for (int limit = FrameHeader.LENGTH; limit < frame.limit(); limit++) {
            assertThat(sample.read(frame.duplicate().limit(limit)))
                    .as("%s bytes", limit)
                    .isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void nothingMayFollow(Sample sample) {
        ByteBuffer frame = sample.written();
        ByteBuffer longer = ByteBuffer.allocate(frame.limit() + 1).put(frame).clear();

        assertThat(sample.read(longer)).isNull();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whateverTheBytesReadingNeverThrows(Sample sample) {
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            ByteBuffer frame = sample.written();
            byte[] garbage = new byte[random.nextInt(frame.limit() - FrameHeader.LENGTH + 1)];
            random.nextBytes(garbage);
            frame.put(FrameHeader.LENGTH, garbage);
            sample.read(frame);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, MAX + 1, Long.MAX_VALUE})
    void numbersThatCannotBeAreNotRead(long number) {
        assertThat(HelloFrame.read(frame(FrameType.HELLO, withIntent(number)))).isNull();
        assertThat(readWelcome(w -> new WelcomeFrame(5, 9, number, 2, 3, 4, 0, 1472, MEMBER)))
                .isNull();
        assertThat(readWelcome(w -> new WelcomeFrame(5, 9, 1, number, 3, 4, 0, 1472, MEMBER)))
                .isNull();
        assertThat(readWelcome(w -> new WelcomeFrame(5, 9, 1, 2, number, 4, 0, 1472, MEMBER)))
                .isNull();
        assertThat(readWelcome(w -> new WelcomeFrame(5, 9, 1, 2, 3, number, 0, 1472, MEMBER)))
                .isNull();
        assertThat(HelloFrame.read(frame(
                        FrameType.HELLO, new HelloFrame(HelloFrame.Intent.WAIT, 0, 0, 1, number, 0, MEMBER)::write)))
                .isNull();
        assertThat(AckFrame.read(frame(FrameType.ACK, new AckFrame(number, 1, 1, 1)::write)))
                .isNull();
        assertThat(AckFrame.read(frame(FrameType.ACK, new AckFrame(1, number, 1, 1)::write)))
                .isNull();
        assertThat(AckFrame.read(frame(FrameType.ACK, new AckFrame(1, 1, number, 1)::write)))
                .isNull();
        assertThat(AckFrame.read(frame(FrameType.ACK, new AckFrame(1, 1, 1, number)::write)))
                .isNull();
        assertThat(LeaveFrame.read(frame(FrameType.LEAVE, new LeaveFrame(number, 1)::write)))
                .isNull();
        assertThat(LeaveFrame.read(frame(FrameType.LEAVE, new LeaveFrame(1, number)::write)))
                .isNull();
        assertThat(RefuseFrame.read(frame(
                        FrameType.REFUSE,
                        new RefuseFrame(5, number, 1, 6, RefuseFrame.Reason.ID_IN_USE, MEMBER)::write)))
                .isNull();
        assertThat(readNak(NakFrame.ORDER, number, 1, new Range(1, 1))).isNull();
        assertThat(readNak(NakFrame.ORDER, 1, number, new Range(1, 1))).isNull();
        assertThat(readNak(NakFrame.ORDER, 1, 1, new Range(number, number))).isNull();
        assertThat(readNak(NakFrame.ORDER, 1, 1, new Range(1, number))).isNull();
    }

    @Test
    void aRangeGoesForwardFromOne() {
        assertThat(readNak(NakFrame.ORDER, 1, 1, new Range(2, 1))).isNull();
        assertThat(readNak(NakFrame.ORDER, 1, 1, new Range(0, 1))).isNull();
        assertThat(readNak(NakFrame.ORDER, 1, 1, new Range(1, 1), new Range(5, 4)))
                .isNull();
    }

    @Test
    void aRequestNamesOneTo64RangesOfAKnownStream() {
        Range[] many = Collections.nCopies(65, new Range(1, 1)).toArray(new Range[0]);

        assertThat(readNak(NakFrame.ORDER, 1, 1)).isNull();
        assertThat(readNak(NakFrame.ORDER, 1, 1, many)).isNull();
        assertThat(readNak((byte) 0, 1, 1, new Range(1, 1))).isNull();
        assertThat(readNak((byte) 4, 1, 1, new Range(1, 1))).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 495, 65_508, Integer.MAX_VALUE})
    void aDatagramSizeThatCannotBeIsNotRead(int size) {
        assertThat(readWelcome(w -> new WelcomeFrame(5, 9, 1, 2, 3, 4, 0, size, MEMBER)))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(bytes = {-1, 4, 127})
    void anIntentThatIsNoneIsNotRead(byte intent) {
        assertThat(HelloFrame.read(hello(HelloFrame.newcomer(HelloFrame.Intent.SEEK, 0, 0, MEMBER))
                        .written()
                        .put(40, intent)))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(bytes = {-1, 5, 127})
    void aReasonThatIsNoneIsNotRead(byte reason) {
        assertThat(RefuseFrame.read(refuse(new RefuseFrame(5, 1, 2, 6, RefuseFrame.Reason.ID_IN_USE, MEMBER))
                        .written()
                        .put(72, reason)))
                .isNull();
    }

    @Test
    void aMemberHasALifeAPortAndAnId() {
        assertThat(readMember(new MemberIdentity("a", 0, MEMBER.endpoint()))).isNull();
        assertThat(readMember(new MemberIdentity("a", 1, Endpoint.ipv4(0x7f000001, 0))))
                .isNull();
        assertThat(readMember(new MemberIdentity("", 1, MEMBER.endpoint()))).isNull();
    }

    @Test
    void anIdThatIsNotUtf8IsNotRead() {
        // As replacement characters it would be written longer than it came, and spoil the view that it stands in.
        ByteBuffer frame = hello(HelloFrame.newcomer(HelloFrame.Intent.SEEK, 0, 0, member("x".repeat(255))))
                .written();
        frame.put(frame.limit() - 1, (byte) 0xff);
        assertThat(HelloFrame.read(frame)).isNull();

        frame.put(frame.limit() - 1, (byte) 0xc3);
        assertThat(HelloFrame.read(frame)).as("half a character").isNull();
    }

    private static @Nullable Object readMember(MemberIdentity member) {
        return HelloFrame.read(
                hello(HelloFrame.newcomer(HelloFrame.Intent.SEEK, 0, 0, member)).written());
    }

    private static @Nullable Object readWelcome(UnaryOperator<WelcomeFrame> change) {
        return WelcomeFrame.read(welcome(change.apply(WELCOME)).written());
    }

    private static @Nullable Object readNak(byte kind, long epoch, long joined, Range... ranges) {
        return NakFrame.read(
                nak(new NakFrame(kind, epoch, joined, List.of(ranges))).written());
    }

    private static Consumer<ByteBuffer> withIntent(long epoch) {
        return new HelloFrame(HelloFrame.Intent.SEEK, 0, 0, epoch, 0, 0, MEMBER)::write;
    }

    private static MemberIdentity member(String id) {
        return new MemberIdentity(id, 9, Endpoint.ipv4(0x7f000001, 1));
    }

    private static Sample hello(HelloFrame value) {
        return new Sample(FrameType.HELLO, value, value::write, HelloFrame::read);
    }

    private static Sample welcome(WelcomeFrame value) {
        return new Sample(FrameType.WELCOME, value, value::write, WelcomeFrame::read);
    }

    private static Sample nak(NakFrame value) {
        return new Sample(FrameType.NAK, value, value::write, NakFrame::read);
    }

    private static Sample ack(AckFrame value) {
        return new Sample(FrameType.ACK, value, value::write, AckFrame::read);
    }

    private static Sample leave(LeaveFrame value) {
        return new Sample(FrameType.LEAVE, value, value::write, LeaveFrame::read);
    }

    private static Sample refuse(RefuseFrame value) {
        return new Sample(FrameType.REFUSE, value, value::write, RefuseFrame::read);
    }

    private static ByteBuffer frame(FrameType type, Consumer<ByteBuffer> writer) {
        ByteBuffer frame = ByteBuffer.allocate(2048);
        FrameHeader.begin(frame, type, 1, 2);
        writer.accept(frame);
        FrameHeader.finish(frame);
        return ByteBuffer.allocate(frame.limit()).put(frame).flip();
    }
}
