package org.ordercast.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.engine.Counter;

/** What is let in, and by which counter the rest is dropped. */
class FrameHeaderTest {

    private static final long GROUP = FrameHeader.groupId("prices");

    @ParameterizedTest
    @EnumSource(FrameType.class)
    void whatWasFinishedIsLetIn(FrameType type) {
        ByteBuffer frame = frame(type, 100);

        assertThat(FrameHeader.check(frame, GROUP)).isNull();
        assertThat(FrameHeader.type(frame)).isEqualTo(type);
        assertThat(FrameHeader.source(frame)).isEqualTo(0xfeedL);
        assertThat(FrameHeader.isPrompt(frame)).isFalse();
    }

    @Test
    void theGroupIsTheFnv1aHashOfItsName() {
        // Vectors of the algorithm's authors: the empty string, "a" and "foobar".
        assertThat(FrameHeader.groupId("")).isEqualTo(0xcbf29ce484222325L);
        assertThat(FrameHeader.groupId("a")).isEqualTo(0xaf63dc4c8601ec8cL);
        assertThat(FrameHeader.groupId("foobar")).isEqualTo(0x85944171f73967e8L);
    }

    @Test
    void noOtherFlagsAreAllowedThanPromptAndDirect() {
        for (int flags = 0; flags < 256; flags++) {
            ByteBuffer frame = unfinished(FrameType.ORDER, 100);
            FrameHeader.setFlag(frame, flags);
            FrameHeader.finish(frame);

            boolean allowed = (flags & ~(FrameHeader.FLAG_PROMPT | FrameHeader.FLAG_DIRECT)) == 0;
            assertThat(FrameHeader.check(frame, GROUP))
                    .as("flags %s", flags)
                    .isEqualTo(allowed ? null : Counter.DROPPED_MALFORMED);
            assertThat(FrameHeader.isPrompt(frame)).isEqualTo((flags & FrameHeader.FLAG_PROMPT) != 0);
            assertThat(FrameHeader.isDirect(frame)).isEqualTo((flags & FrameHeader.FLAG_DIRECT) != 0);
        }
    }

    @Test
    void aTypeThatIsNoneIsMalformed() {
        for (int code = 0; code < 256; code++) {
            ByteBuffer frame = unfinished(FrameType.ORDER, 100).put(5, (byte) code);
            FrameHeader.finish(frame);

            assertThat(FrameHeader.check(frame, GROUP) == null)
                    .as("type %s", code)
                    .isEqualTo(code >= 1 && code <= 10);
        }
    }

    @Test
    void everyTruncationIsCounted() {
        ByteBuffer frame = frame(FrameType.ORDER, 100);

        for (int length = 0; length < 100; length++) {
            assertThat(FrameHeader.check(frame.duplicate().limit(length), GROUP))
                    .as("%s bytes", length)
                    .isEqualTo(Counter.DROPPED_TRUNCATED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 141, 65_507, Integer.MAX_VALUE})
    void aLengthThatIsMoreThanCameIsATruncation(int stated) {
        assertThat(FrameHeader.check(frame(FrameType.ORDER, 100).putInt(8, stated), GROUP))
                .isEqualTo(Counter.DROPPED_TRUNCATED);
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 40, 0, -1, Integer.MIN_VALUE})
    void aLengthThatIsLessThanCameIsMalformed(int stated) {
        assertThat(FrameHeader.check(frame(FrameType.ORDER, 100).putInt(8, stated), GROUP))
                .isEqualTo(Counter.DROPPED_MALFORMED);
    }

    @Test
    void bytesBehindTheFrameAreMalformed() {
        ByteBuffer longer =
                ByteBuffer.allocate(101).put(frame(FrameType.ORDER, 100)).clear();

        assertThat(FrameHeader.check(longer, GROUP)).isEqualTo(Counter.DROPPED_MALFORMED);
    }

    @Test
    void anotherProtocolIsCountedEvenWhereItIsShort() {
        assertThat(FrameHeader.check(ByteBuffer.wrap(new byte[] {'H', 'T', 'T', 'P'}), GROUP))
                .isEqualTo(Counter.DROPPED_FOREIGN_PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 127, 255})
    void anotherVersionIsCountedWhateverItsChecksum(int version) {
        ByteBuffer frame = unfinished(FrameType.ORDER, 100).put(4, (byte) version);
        FrameHeader.finish(frame);

        assertThat(FrameHeader.check(frame, GROUP)).isEqualTo(Counter.DROPPED_UNKNOWN_VERSION);
    }

    @Test
    void anotherGroupIsCounted() {
        assertThat(FrameHeader.check(frame(FrameType.ORDER, 100), FrameHeader.groupId("orders")))
                .isEqualTo(Counter.DROPPED_FOREIGN_GROUP);
    }

    @Test
    void aChangeOfAnySingleBitIsNoticed() {
        for (int at = 0; at < 100; at++) {
            for (int bit = 0; bit < 8; bit++) {
                ByteBuffer frame = frame(FrameType.ORDER, 100);
                frame.put(at, (byte) (frame.get(at) ^ 1 << bit));

                assertThat(FrameHeader.check(frame, GROUP))
                        .as("bit %s of byte %s", bit, at)
                        .isIn(expected(at));
            }
        }
    }

    private static Set<Counter> expected(int at) {
        if (at < 4) {
            return EnumSet.of(Counter.DROPPED_FOREIGN_PROTOCOL);
        } else if (at == 4) {
            return EnumSet.of(Counter.DROPPED_UNKNOWN_VERSION);
        } else if (at >= 8 && at < 12) {
            return EnumSet.of(Counter.DROPPED_TRUNCATED, Counter.DROPPED_MALFORMED);
        } else if (at >= 16 && at < 24) {
            return EnumSet.of(Counter.DROPPED_FOREIGN_GROUP);
        }
        return EnumSet.of(Counter.DROPPED_CORRUPT);
    }

    @Test
    void theBufferIsLeftAsItWas() {
        ByteBuffer large = ByteBuffer.allocateDirect(300);
        large.position(77).put(frame(FrameType.ACK, 100)).position(77).limit(177);

        assertThat(FrameHeader.check(large.asReadOnlyBuffer(), GROUP)).isNull();
        assertThat(FrameHeader.check(large, GROUP)).isNull();
        assertThat(large.position()).isEqualTo(77);
        assertThat(large.limit()).isEqualTo(177);
        assertThat(FrameHeader.source(large)).isEqualTo(0xfeedL);
    }

    private static ByteBuffer frame(FrameType type, int length) {
        ByteBuffer frame = unfinished(type, length);
        FrameHeader.finish(frame);
        return frame;
    }

    private static ByteBuffer unfinished(FrameType type, int length) {
        ByteBuffer frame = ByteBuffer.allocate(length);
        FrameHeader.begin(frame, type, GROUP, 0xfeedL);
        IntStream.range(FrameHeader.LENGTH, length).forEach(i -> frame.put((byte) i));
        return frame;
    }
}
