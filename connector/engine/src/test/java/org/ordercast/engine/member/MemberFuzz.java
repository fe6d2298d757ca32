package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.ordercast.engine.FuzzPieces;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.membership.View;

/**
 * A whole member in any of its states, and datagrams, records of other logs and time in any order: it throws nothing, comes to
 * rest, and never goes back.
 *
 * <p>An input is a state, then pieces that begin with what they are.
 */
class MemberFuzz {

    private static final long GROUP = FrameHeader.groupId(TestNetwork.GROUP);
    private static final Situation[] SITUATIONS = Situation.values();
    private static final int MOST_PIECES = 40;
    private static final int LARGEST_DATAGRAM = 1472;
    private static final int AT_TYPE = 5;
    private static final int AT_GROUP = 16;
    private static final long MILLISECOND = 1_000_000;

    /** What a piece is. */
    private enum Step {
        /** A datagram as it is. */
        RAW,
        /** A datagram whose length, group and checksum are made right. */
        REPAIRED,
        /** So many milliseconds that pass. */
        TIME,
        /** A record of another member's log. */
        RECORD,
        /** The end of a fetch. */
        FETCH_ENDED,
        /** The log has room again. */
        ROOM
    }

    static Stream<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (Situation situation : SITUATIONS) {
            List<byte[]> pieces = new ArrayList<>();
            List<ByteBuffer> seen = situation.target().seen();
            for (int i = 0; i < seen.size(); i += 1 + seen.size() / 30) {
                ByteBuffer datagram = seen.get(i).duplicate().rewind();
                byte[] bytes = new byte[datagram.remaining()];
                datagram.get(bytes);
                pieces.add(piece(Step.REPAIRED, bytes));
            }
            pieces.add(piece(Step.TIME, new byte[] {50}));
            for (int kind = 0; kind < 5; kind++) {
                byte[] record = new byte[60];
                record[0] = (byte) kind;
                record[15] = 3;
                record[23] = 1;
                record[31] = 4;
                pieces.add(piece(Step.RECORD, record));
            }
            pieces.add(piece(Step.FETCH_ENDED, new byte[] {1}));
            seeds.add(FuzzPieces.join(new byte[] {(byte) List.of(SITUATIONS).indexOf(situation)}, pieces));
        }
        return seeds.stream();
    }

    private static byte[] piece(Step step, byte[] content) {
        byte[] piece = new byte[1 + content.length];
        piece[0] = (byte) List.of(Step.values()).indexOf(step);
        System.arraycopy(content, 0, piece, 1, content.length);
        return piece;
    }

    @MethodSource("seeds")
    @FuzzTest
    void aMemberThrowsNothingComesToRestAndNeverGoesBack(byte[] input) {
        if (input.length == 0) {
            return;
        }
        Situation.Target target = SITUATIONS[Math.floorMod(input[0], SITUATIONS.length)].target();
        TestMember member = target.member();
        GroupSnapshot before = member.snapshot();
        long now = target.now();
        for (byte[] piece : FuzzPieces.of(input, 1, MOST_PIECES)) {
            if (piece.length > 0) {
                now = take(member, piece, now);
                GroupSnapshot after = member.snapshot();
                assertThat(after.epoch()).isGreaterThanOrEqualTo(before.epoch());
                assertThat(after.ordered()).isGreaterThanOrEqualTo(before.ordered());
                assertThat(after.committed()).isLessThanOrEqualTo(after.ordered());
                assertThat(after.stable()).isLessThanOrEqualTo(after.ordered());
                before = after;
            }
        }
        member.rest(now + 30_000 * MILLISECOND);
    }

    private static long take(TestMember member, byte[] piece, long now) {
        ByteBuffer content = ByteBuffer.wrap(piece, 1, piece.length - 1).slice();
        Step[] steps = Step.values();
        switch (steps[Math.floorMod(piece[0], steps.length)]) {
            case RAW -> member.receive(content, now);
            case REPAIRED -> member.receive(repaired(content), now);
            case TIME -> {
                long millis = content.hasRemaining() ? content.get() & 0xff : 1;
                return member.rest(now + millis * MILLISECOND);
            }
            case RECORD -> member.protocol().onFetched(record(content), now);
            case FETCH_ENDED -> member.protocol().onFetchEnded(content.hasRemaining() && content.get() == 1, now);
            case ROOM -> member.protocol().onLogRoom(now);
        }
        return now;
    }

    private static ByteBuffer repaired(ByteBuffer content) {
        byte[] whole = new byte[Math.min(LARGEST_DATAGRAM, Math.max(content.remaining(), FrameHeader.LENGTH))];
        content.get(whole, 0, Math.min(whole.length, content.remaining()));
        byte type = whole[AT_TYPE];
        byte[] source = Arrays.copyOfRange(whole, AT_GROUP + Long.BYTES, FrameHeader.LENGTH);
        byte flags = whole[AT_TYPE + 1];
        ByteBuffer frame = ByteBuffer.wrap(whole);
        FrameHeader.begin(frame, FrameType.ACK, GROUP, ByteBuffer.wrap(source).getLong());
        frame.put(AT_TYPE, type).put(AT_TYPE + 1, (byte) (flags & FrameHeader.FLAG_PROMPT));
        FrameHeader.finish(frame.position(whole.length));
        return frame;
    }

    /** A record as the link hands it over: well formed, and nothing else is certain. */
    private static LogRecord record(ByteBuffer content) {
        ByteBuffer fields = ByteBuffer.allocate(72);
        fields.put(content.slice(0, Math.min(content.remaining(), fields.capacity())));
        fields.clear();
        int kind = Math.floorMod(fields.getLong(), 5);
        // As the link's reader bounds them.
        long first = Math.max(1, fields.getLong() & ((1L << 62) - 1));
        int count = 1 + (int) (fields.getLong() & 15);
        long number = Math.max(1, fields.getLong() & ((1L << 62) - 1));
        long digest = fields.getLong();
        long incarnation = fields.getLong();
        long order = fields.getLong();
        long epoch = fields.getLong() & Long.MAX_VALUE;
        View view = new View(number, List.of(new View.Participant(TestMember.identity("alpha", 1), number)));
        return switch (kind) {
            case 0 ->
                new LogRecord.Batch(
                        new OrderedBatch(
                                epoch, first, "alpha", incarnation, number, count, ByteBuffer.allocate(count * 4)),
                        digest);
            case 1 -> new LogRecord.ViewChange(epoch, view, digest);
            case 2 -> new LogRecord.EpochStart(order, epoch, "alpha", incarnation);
            case 3 -> new LogRecord.Gap(first, first + count, epoch, digest, "gone");
            default ->
                new LogRecord.Checkpoint(
                        new LogState(order, epoch, "alpha", incarnation, first, digest, view, 0, List.of()));
        };
    }
}
