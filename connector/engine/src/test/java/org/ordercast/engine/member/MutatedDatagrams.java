package org.ordercast.engine.member;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ordercast.engine.frame.FrameHeader;

/** Datagrams that were valid once, damaged at random; the same seed damages the same way. */
final class MutatedDatagrams {

    private static final int HEADER = FrameHeader.LENGTH;
    private static final long[] EDGES = {
        0,
        1,
        -1,
        2,
        2048,
        2049,
        1L << 31,
        1L << 32,
        (1L << 62) - 2047,
        (1L << 62) - 1,
        1L << 62,
        Long.MAX_VALUE,
        Long.MAX_VALUE - 2047,
        Long.MIN_VALUE
    };

    private final Random random;
    private final List<ByteBuffer> originals;

    MutatedDatagrams(List<ByteBuffer> originals, long seed) {
        this.originals = originals;
        this.random = new Random(seed);
    }

    /** Damaged anywhere, with the checksum that it had. */
    ByteBuffer broken() {
        while (true) {
            byte[] original = original();
            byte[] bytes = damaged(original, 0);
            if (!Arrays.equals(original, bytes)) {
                return ByteBuffer.wrap(bytes);
            }
        }
    }

    /** Damaged behind the header, or in its type, flags or source, with length and checksum made right again. */
    ByteBuffer repaired() {
        byte[] bytes = damaged(original(), HEADER);
        bytes = bytes.length < HEADER ? Arrays.copyOf(bytes, HEADER) : bytes;
        switch (random.nextInt(12)) {
            case 0 -> bytes[5] = (byte) random.nextInt(12);
            case 1 -> bytes[6] = (byte) random.nextInt();
            case 2 -> bytes[24 + random.nextInt(8)] = (byte) random.nextInt();
            default -> {}
        }
        ByteBuffer frame = ByteBuffer.wrap(bytes).position(bytes.length);
        FrameHeader.finish(frame);
        return frame;
    }

    /** Bytes without a meaning. */
    ByteBuffer garbage() {
        byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(2000) : random.nextInt(120)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private byte[] original() {
        return originals.get(random.nextInt(originals.size())).array().clone();
    }

    private byte[] damaged(byte[] original, int from) {
        byte[] bytes = original;
        for (int changes = random.nextInt(3); changes >= 0 && bytes.length > from; changes--) {
            int at = from + random.nextInt(bytes.length - from);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> {
                    int length = bytes.length;
                    bytes = Arrays.copyOf(bytes, length + 1 + random.nextInt(60));
                    System.arraycopy(bytes, at, bytes, length, Math.min(bytes.length - length, length - at));
                }
                default -> putNumber(bytes, from, at);
            }
        }
        return bytes;
    }

    /** Most numbers begin at a multiple of 8, or one byte behind it. */
    private void putNumber(byte[] bytes, int from, int at) {
        int start = from + (at - from) / 8 * 8 + (random.nextInt(4) == 0 ? 1 : 0);
        if (start + 8 <= bytes.length) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            long value = random.nextBoolean()
                    ? EDGES[random.nextInt(EDGES.length)]
                    : buffer.getLong(start) + random.nextInt(5) - 2;
            buffer.putLong(start, value);
        }
    }
}
