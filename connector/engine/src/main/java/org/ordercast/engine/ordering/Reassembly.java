package org.ordercast.engine.ordering;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Puts the parts of a large message, or of a view, together again, behind its length in four bytes: the form in which
 * the log reads a message. Memory grows with what has come, not with what is announced.
 */
final class Reassembly {

    private static final byte[] NOTHING = {};

    /** Memory up to this many bytes is kept for the next whole. */
    private static final int KEPT = 1 << 20;

    private byte[] bytes = NOTHING;
    private int whole;
    private int filled;

    /** How much has come, 0 between two wholes. */
    int filled() {
        return filled;
    }

    /** The length of what is being put together, 0 between two wholes. */
    int whole() {
        return whole;
    }

    /** Adds the next part of a whole of that length. */
    void add(ByteBuffer frame, int from, int length, int wholeLength) {
        whole = wholeLength;
        int needed = Integer.BYTES + filled + length;
        if (needed > bytes.length) {
            long generous = Math.min((long) Integer.BYTES + wholeLength, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, generous));
        }
        frame.get(from, bytes, Integer.BYTES + filled, length);
        filled += length;
    }

    /** What comes of adding the last part, without adding it: a copy of the whole, without its length. */
    ByteBuffer wholeWith(ByteBuffer frame, int from, int length) {
        ByteBuffer all = ByteBuffer.allocate(filled + length);
        if (filled > 0) {
            all.put(bytes, Integer.BYTES, filled);
        }
        return all.put(frame.slice(from, length)).flip();
    }

    /** Gives the length and the whole, once all of it has come, until the next part is added; and begins anew. */
    ByteBuffer take() {
        ByteBuffer all = ByteBuffer.wrap(bytes, 0, Integer.BYTES + whole).putInt(0, whole);
        drop();
        return all;
    }

    /** Forgets what has come. */
    void drop() {
        if (bytes.length > KEPT) {
            bytes = NOTHING;
        }
        whole = 0;
        filled = 0;
    }
}
