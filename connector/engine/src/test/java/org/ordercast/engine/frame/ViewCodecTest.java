package org.ordercast.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/** A view is read as it was written, and not at all where it is damaged. */
class ViewCodecTest {

    @Test
    void aViewIsReadAsItWasWritten() {
        View view =
                new View(3, List.of(member("a", 1, 0), member("ß€𝄞", 2, 17), member("z".repeat(255), -3, 1L << 62)));

        assertThat(ViewCodec.decode(3, ByteBuffer.wrap(ViewCodec.encode(view)))).isEqualTo(view);
    }

    @Test
    void theLargestViewIsReadAsItWasWritten() {
        View view = new View(
                1,
                IntStream.rangeClosed(1, View.MAX_MEMBERS)
                        .mapToObj(i -> member("é".repeat(127) + "x", i, i))
                        .toList());
        byte[] bytes = ViewCodec.encode(view);

        assertThat(bytes).hasSize(ViewCodec.MAX_LENGTH);
        assertThat(ViewCodec.decode(1, ByteBuffer.wrap(bytes))).isEqualTo(view);
    }

    @Test
    void noTruncationIsRead() {
        byte[] bytes = ViewCodec.encode(new View(3, List.of(member("a", 1, 0), member("b", 2, 17))));
        for (int length = 0; length < bytes.length; length++) {
            assertThat(ViewCodec.decode(3, ByteBuffer.wrap(bytes, 0, length)))
                    .as("%s bytes", length)
                    .isNull();
        }
    }

    @Test
    void nothingMayFollowTheMembers() {
        byte[] bytes = ViewCodec.encode(new View(3, List.of(member("a", 1, 0))));
        ByteBuffer longer = ByteBuffer.allocate(bytes.length + 1).put(bytes).clear();

        assertThat(ViewCodec.decode(3, longer)).isNull();
    }

    @Test
    void aViewHasOneTo256Members() {
        for (int count : new int[] {0, 257, 32_768, 65_535}) {
            byte[] bytes = new byte[ViewCodec.MAX_LENGTH];
            ByteBuffer.wrap(bytes).putShort((short) count);
            assertThat(ViewCodec.decode(3, ByteBuffer.wrap(bytes)))
                    .as("%s members", count)
                    .isNull();
        }
    }

    @Test
    void noMemberStandsInAViewTwice() {
        byte[] bytes = ViewCodec.encode(new View(3, List.of(member("a", 1, 0), member("b", 1, 0))));

        assertThat(ViewCodec.decode(3, ByteBuffer.wrap(bytes))).isNull();
    }

    @Test
    void aNumberThatCannotBeIsNotRead() {
        for (long published : new long[] {-1, Long.MAX_VALUE, (1L << 62) + 1}) {
            byte[] bytes = ViewCodec.encode(new View(3, List.of(member("a", 1, published))));
            assertThat(ViewCodec.decode(3, ByteBuffer.wrap(bytes))).isNull();
        }
    }

    @Test
    void whateverTheBytesReadingNeverThrows() {
        Random random = new Random(5);
        byte[] valid = ViewCodec.encode(new View(3, List.of(member("abc", 1, 0), member("def", 2, 17))));
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = valid.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            View view = ViewCodec.decode(3, ByteBuffer.wrap(bytes));
            if (view != null) {
                assertThat(ViewCodec.decode(3, ByteBuffer.wrap(ViewCodec.encode(view))))
                        .isEqualTo(view);
            }
        }
    }

    private static View.Participant member(String id, long incarnation, long published) {
        return new View.Participant(new MemberIdentity(id, incarnation, Endpoint.ipv4(0x7f000001, 1234)), published);
    }
}
