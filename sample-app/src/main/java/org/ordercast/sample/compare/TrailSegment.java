package org.ordercast.sample.compare;

import java.nio.ByteBuffer;

/** A part of a digest trail, as one server sends it to another: places and their digests, ascending. Immutable. */
public final class TrailSegment {

    private static final int PLACE_BYTES = 2 * Long.BYTES;

    private final long[] indexes;
    private final long[] digests;

    /** Takes the arrays over: their giver does not change them afterwards. */
    TrailSegment(long[] indexes, long[] digests) {
        this.indexes = indexes;
        this.digests = digests;
    }

    /**
     * How many places there are.
     *
     * @return the number of places
     */
    public int length() {
        return indexes.length;
    }

    /**
     * A place.
     *
     * @param i which, 0 for the first
     * @return its index
     */
    public long index(int i) {
        return indexes[i];
    }

    /**
     * The digest at a place.
     *
     * @param i which, 0 for the first
     * @return its digest
     */
    public long digest(int i) {
        return digests[i];
    }

    /**
     * The segment as bytes: index and digest of each place, eight bytes each, big-endian.
     *
     * @return the bytes
     */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(indexes.length * PLACE_BYTES);
        for (int i = 0; i < indexes.length; i++) {
            out.putLong(indexes[i]).putLong(digests[i]);
        }
        return out.array();
    }

    /**
     * Undoes {@link #toBytes()}.
     *
     * @param bytes the bytes
     * @return the segment
     * @throws IllegalArgumentException if their number is not a multiple of 16
     */
    public static TrailSegment fromBytes(byte[] bytes) {
        if (bytes.length % PLACE_BYTES != 0) {
            throw new IllegalArgumentException(
                    "a trail of " + bytes.length + " bytes; a multiple of " + PLACE_BYTES + " was expected");
        }
        int length = bytes.length / PLACE_BYTES;
        long[] indexes = new long[length];
        long[] digests = new long[length];
        ByteBuffer in = ByteBuffer.wrap(bytes);
        for (int i = 0; i < length; i++) {
            indexes[i] = in.getLong();
            digests[i] = in.getLong();
        }
        return new TrailSegment(indexes, digests);
    }
}
