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
 *  6  1  flags: bit 0 sealed, bit 1 prompt, bit 2 direct
 *  7  1  key id, 0 where not sealed
 *  8  4  length of the whole datagram
 * 12  4  CRC32C of the datagram without these four bytes; 0 where sealed
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

    /** The flag of a frame that its publisher sends to the whole group rather than to the sequencer alone. */
    public static final int FLAG_DIRECT = 4;

    /** The flag of a datagram whose body is encrypted, and authenticated together with this header. */
    private static final int FLAG_SEALED = 1;

    private static final int MAGIC = 0x4f524443;
    private static final byte VERSION = 1;

    private static final int TYPE_OFFSET = 5;
    private static final int FLAGS_OFFSET = 6;
    private static final int KEY_ID_OFFSET = 7;
    private static final int LENGTH_OFFSET = 8;
    private static final int CHECKSUM_OFFSET = 12;
    private static final int GROUP_OFFSET = 16;
    private static final int SOURCE_OFFSET = 24;
    private static final int COUNTER_OFFSET = 32;

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
     * Checks a datagram that is not sealed, from its position to its limit, without a change to the buffer.
     *
     * @param datagram what was received
     * @param groupId the group that it must be of
     * @return null if the datagram is whole and of this group, else the counter of the reason to drop it
     */
    public static @Nullable Counter check(ByteBuffer datagram, long groupId) {
        Counter wrong = checkOutside(datagram, groupId);
        return wrong == null ? checkInside(datagram) : wrong;
    }

    /**
     * Checks what can be said of any datagram, sealed or not: that it is of this protocol, version and group, and as
     * long as it says.
     *
     * @param datagram what was received, from its position to its limit
     * @param groupId the group that it must be of
     * @return null if that is so, else the counter of the reason to drop it
     */
    public static @Nullable Counter checkOutside(ByteBuffer datagram, long groupId) {
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
        return null;
    }

    /**
     * Checks the rest of a datagram that is not sealed: that it is undamaged, with a known type and flags.
     *
     * @param datagram a datagram that {@link #checkOutside} let through, from its position to its limit
     * @return null if that is so, else the counter of the reason to drop it
     */
    public static @Nullable Counter checkInside(ByteBuffer datagram) {
        int start = datagram.position();
        if (checksum(datagram, start) != datagram.getInt(start + CHECKSUM_OFFSET)) {
            return Counter.DROPPED_CORRUPT;
        }
        return isKnown(datagram) ? null : Counter.DROPPED_MALFORMED;
    }

    /**
     * Whether a frame has a known type, and no flags but prompt and direct.
     *
     * @param frame the frame, from its position
     * @return true if so
     */
    public static boolean isKnown(ByteBuffer frame) {
        int start = frame.position();
        return (frame.get(start + FLAGS_OFFSET) & ~(FLAG_PROMPT | FLAG_DIRECT)) == 0
                && FrameType.ofCode(frame.get(start + TYPE_OFFSET)) != null;
    }

    /**
     * Whether a datagram says that it is sealed.
     *
     * @param datagram the datagram, from its position
     * @return true if the flag is set
     */
    public static boolean isSealed(ByteBuffer datagram) {
        return (datagram.get(datagram.position() + FLAGS_OFFSET) & FLAG_SEALED) != 0;
    }

    /**
     * Whether a datagram has all marks of a sealed one, so that it is rather that than damaged.
     *
     * @param datagram the datagram, from its position
     * @return true if the flag is set, with a key id, and no checksum
     */
    public static boolean looksSealed(ByteBuffer datagram) {
        return isSealed(datagram)
                && keyId(datagram) != 0
                && datagram.getInt(datagram.position() + CHECKSUM_OFFSET) == 0;
    }

    /**
     * Makes a frame's header that of a sealed datagram.
     *
     * @param datagram the datagram, from index 0
     * @param keyId the id of the key that seals it, 1 to 255
     * @param counter its counter
     * @param length how long the datagram is with its tag
     */
    public static void markSealed(ByteBuffer datagram, int keyId, long counter, int length) {
        setFlag(datagram, FLAG_SEALED);
        datagram.put(KEY_ID_OFFSET, (byte) keyId);
        datagram.putInt(LENGTH_OFFSET, length);
        datagram.putInt(CHECKSUM_OFFSET, 0);
        datagram.putLong(COUNTER_OFFSET, counter);
    }

    /**
     * Takes the marks of a sealed datagram from a frame that was opened. It has no checksum.
     *
     * @param frame the frame, from index 0 to its limit
     */
    public static void markOpened(ByteBuffer frame) {
        frame.put(FLAGS_OFFSET, (byte) (frame.get(FLAGS_OFFSET) & ~FLAG_SEALED));
        frame.put(KEY_ID_OFFSET, (byte) 0);
        frame.putInt(LENGTH_OFFSET, frame.limit());
        frame.putLong(COUNTER_OFFSET, 0);
    }

    /**
     * The id of the key that a datagram is sealed with.
     *
     * @param datagram the datagram, from its position
     * @return 0 to 255
     */
    public static int keyId(ByteBuffer datagram) {
        return Byte.toUnsignedInt(datagram.get(datagram.position() + KEY_ID_OFFSET));
    }

    /**
     * The counter that a datagram is sealed with.
     *
     * @param datagram the datagram, from its position
     * @return its counter
     */
    public static long counter(ByteBuffer datagram) {
        return datagram.getLong(datagram.position() + COUNTER_OFFSET);
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

    /**
     * Whether its publisher sent this frame to the whole group.
     *
     * @param frame the datagram, from index 0
     * @return true if the flag is set
     */
    public static boolean isDirect(ByteBuffer frame) {
        return (frame.get(FLAGS_OFFSET) & FLAG_DIRECT) != 0;
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
