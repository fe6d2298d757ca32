package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.ordercast.engine.FuzzPieces;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.frame.FrameHeader;

/** A member of a group with a key, and datagrams of somebody who has none, but has heard all that was sent: nothing comes of them. */
class SealedMemberFuzz {

    private static final String KEY = "1:" + "B".repeat(42) + "A=";
    private static final int HEADER_UP_TO_TYPE = 5;
    private static final int AT_LENGTH = 8;
    private static final int AT_GROUP = 16;

    private final TestNetwork network = new TestNetwork();
    private final List<TestMember> group = network.group(settings -> settings.groupKey(KEY), "alpha", "beta");
    private final Set<ByteBuffer> authentic = new TreeSet<>();

    SealedMemberFuzz() {
        network.runUntilComplete(
                List.of(group.get(1).publish("one"), group.get(0).publish("two")));
        network.seen().forEach(datagram -> authentic.add(datagram.duplicate().rewind()));
        group.forEach(member -> member.sender().take());
    }

    static Stream<byte[]> seeds() {
        List<byte[]> pieces = new ArrayList<>();
        for (ByteBuffer datagram : new SealedMemberFuzz().authentic) {
            byte[] bytes = new byte[datagram.remaining()];
            datagram.duplicate().get(bytes);
            bytes[bytes.length - 1] ^= 1;
            pieces.add(bytes);
        }
        return Stream.of(
                FuzzPieces.join(new byte[0], pieces.subList(0, Math.min(10, pieces.size()))),
                FuzzPieces.join(new byte[0], pieces.subList(pieces.size() / 2, pieces.size())));
    }

    @MethodSource("seeds")
    @FuzzTest
    void whatIsNotSealedWithTheKeyChangesNothing(byte[] input) {
        for (byte[] piece : FuzzPieces.of(input, 0, 100)) {
            ByteBuffer datagram = repaired(piece);
            if (authentic.contains(datagram)) {
                continue;
            }
            for (TestMember member : group) {
                GroupSnapshot before = member.snapshot();
                int lines = member.log().lines().size();
                long timer = member.protocol().nextTimer();

                member.receive(datagram.duplicate(), network.now());

                assertThat(member.snapshot()).isEqualTo(before);
                assertThat(member.log().lines()).hasSize(lines);
                assertThat(member.sender().take()).isEmpty();
                assertThat(member.protocol().nextTimer()).isEqualTo(timer);
            }
        }
    }

    /** Everything outside the seal is as it should be, so that the seal is what must hold. */
    private ByteBuffer repaired(byte[] piece) {
        ByteBuffer header = authentic.iterator().next();
        ByteBuffer datagram = ByteBuffer.wrap(piece);
        if (piece.length >= FrameHeader.LENGTH && piece[0] % 4 != 3) {
            datagram.put(0, header, 0, HEADER_UP_TO_TYPE);
            datagram.putInt(AT_LENGTH, piece.length);
            datagram.put(AT_GROUP, header, AT_GROUP, Long.BYTES);
        }
        return datagram;
    }
}
