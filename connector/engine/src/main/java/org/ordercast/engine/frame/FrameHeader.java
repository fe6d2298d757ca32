package org.ordercast.engine.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Counter;

/**
 * The first 40 bytes of every datagram. Numbers are big-endian.
 *
 * <pre>
 *  0  4  magic "ORDC"
 *  4  1  version, 1
 *  5  1  frame type
 *  6  1  flags: bit 0 sealed (not in version 1), bit 1 prompt
 *  7  1  key id, 0 where not sealed
 *  8  4  length of the whole datagram
 * 12  4  CRC32C of the datagram without these four bytes
 * 16  8  group: FNV-1a, 64 bits, of the group's name in UTF-8
 * 24  8  source: the sender's incarnation
 * 32  8  counter for sealing, 0 where not sealed
 * </pre>
 */
public final class FrameHeader {

    /** How long the header is, in bytes. */
    public static final int LENGTH = 40;

    /** The flag of a frame whose receivers are asked to acknowledge it at once. */
    public static final int FLAG_PROMPT = 2;

    private static final int MAGIC = 0x4f524443;
    private static final byte VERSION = 1;

    private static final int TYPE_OFFSET = 5;
    private static final int FLAGS_OFFSET = 6;
    private static final int LENGTH_OFFSET = 8;
    private static final int CHECKSUM_OFFSET = 12;
    private static final int GROUP_OFFSET = 16;
    private static final int SOURCE_OFFSET = 24;

    private FrameHeader() {}

    /**
     * The number that stands for a group on the wire: FNV-1a with 64 bits, after Fowler, Noll and Vo.
     *
     * @param group the group's name
     * @return its number
     */
    public static long groupId(String group) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : group.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /**
     * Begins a datagram in a cleared buffer, and leaves the buffer's position behind the header.
     *
     * @param frame the buffer, with at least {@link #LENGTH} bytes
     * @param type what the datagram is
     * @param groupId the group
     * @param source the sender's incarnation
     */
    public static void begin(ByteBuffer frame, FrameType type, long groupId, long source) {
        frame.clear();
        frame.putInt(MAGIC).put(VERSION).put(type.code()).put((byte) 0).put((byte) 0);
        frame.putInt(0).putInt(0).putLong(groupId).putLong(source).putLong(0);
    }

    /**
     * Ends a datagram at the buffer's position: fills in length and checksum, and flips the buffer.
     *
     * @param frame the buffer
     */
    public static void finish(ByteBuffer frame) {
        frame.flip();
        frame.putInt(LENGTH_OFFSET, frame.limit());
        frame.putInt(CHECKSUM_OFFSET, checksum(frame, 0));
    }

    /**
     * Sets a flag of a datagram that is not finished yet.
     *
     * @param frame the datagram
     * @param flag the flag
     */
    public static void setFlag(ByteBuffer frame, int flag) {
        frame.put(FLAGS_OFFSET, (byte) (frame.get(FLAGS_OFFSET) | flag));
    }

    /**
     * Checks a datagram from its position to its limit, without a change to the buffer.
     *
     * @param datagram what was received
     * @param groupId the group that it must be of
     * @return null if the datagram is whole and of this group, else the counter of the reason to drop it
     */
    public static @Nullable Counter check(ByteBuffer datagram, long groupId) {
        int start = datagram.position();
        int length = datagram.remaining();
        if (length >= 4 && datagram.getInt(start) != MAGIC) {
            return Counter.DROPPED_FOREIGN_PROTOCOL;
        }
        if (length < LENGTH) {
            return Counter.DROPPED_TRUNCATED;
        }
        if (datagram.get(start + 4) != VERSION) {
            return Counter.DROPPED_UNKNOWN_VERSION;
        }
        if (datagram.getLong(start + GROUP_OFFSET) != groupId) {
            return Counter.DROPPED_FOREIGN_GROUP;
        }
        int stated = datagram.getInt(start + LENGTH_OFFSET);
        if (stated != length) {
            return stated > length ? Counter.DROPPED_TRUNCATED : Counter.DROPPED_MALFORMED;
        }
        if (checksum(datagram, start) != datagram.getInt(start + CHECKSUM_OFFSET)) {
            return Counter.DROPPED_CORRUPT;
        }
        if ((datagram.get(start + FLAGS_OFFSET) & ~FLAG_PROMPT) != 0
                || FrameType.ofCode(datagram.get(start + TYPE_OFFSET)) == null) {
            return Counter.DROPPED_MALFORMED;
        }
        return null;
    }

    /**
     * The type of a checked datagram.
     *
     * @param frame the datagram, from index 0
     * @return its type
     */
    public static FrameType type(ByteBuffer frame) {
        FrameType type = FrameType.ofCode(frame.get(TYPE_OFFSET));
        if (type == null) {
            throw new IllegalArgumentException("frame type " + frame.get(TYPE_OFFSET) + " in a checked frame");
        }
        return type;
    }

    /**
     * The sender of a datagram.
     *
     * @param datagram the datagram, from its position
     * @return the sender's incarnation
     */
    public static long source(ByteBuffer datagram) {
        return datagram.getLong(datagram.position() + SOURCE_OFFSET);
    }

    /**
     * Whether receivers are asked to acknowledge at once.
     *
     * @param frame the datagram, from index 0
     * @return true if the flag is set
     */
    public static boolean isPrompt(ByteBuffer frame) {
        return (frame.get(FLAGS_OFFSET) & FLAG_PROMPT) != 0;
    }

    private static int checksum(ByteBuffer datagram, int start) {
        CRC32C crc = new CRC32C();
        int position = datagram.position();
        int limit = datagram.limit();
        datagram.limit(start + CHECKSUM_OFFSET).position(start);
        crc.update(datagram);
        datagram.limit(limit).position(start + CHECKSUM_OFFSET + 4);
        crc.update(datagram);
        datagram.position(position);
        return (int) crc.getValue();
    }
}
