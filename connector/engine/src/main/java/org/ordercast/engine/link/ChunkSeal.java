package org.ordercast.engine.link;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.security.CipherSuite;
import org.ordercast.engine.security.RecordSeal;

/**
 * Puts one direction of a link into chunks, or takes it out of them: a length in clear, then so many bytes of content.
 * With a seal, the content is encrypted, the length is authenticated with it, a tag follows, and chunks come in the order
 * in which they were sealed or not at all. For one side of one direction, and one thread.
 */
final class ChunkSeal {

    /** The most content of a chunk. */
    static final int MAX_CONTENT = 32 * 1024;

    /** How many bytes stand before the content. */
    static final int HEADER = Integer.BYTES;

    private final @Nullable RecordSeal seal;
    private long counter;

    ChunkSeal(@Nullable RecordSeal seal) {
        this.seal = seal;
    }

    /** How many bytes a chunk has beside its content. */
    int overhead() {
        return overhead(seal != null);
    }

    static int overhead(boolean sealed) {
        return HEADER + (sealed ? CipherSuite.TAG_LENGTH : 0);
    }

    /** Puts content, of at least one byte, into a chunk, and says how long that is. */
    int wrap(byte[] content, int length, byte[] chunk) {
        ByteBuffer.wrap(chunk).putInt(length);
        if (seal == null) {
            System.arraycopy(content, 0, chunk, HEADER, length);
        } else {
            seal.seal(counter, content, 0, length, chunk, HEADER);
        }
        counter++;
        return overhead() + length;
    }

    /** How much content a chunk has that begins like this; -1 if none may. */
    static int contentLength(byte[] chunk) {
        int length = ByteBuffer.wrap(chunk).getInt();
        return length >= 1 && length <= MAX_CONTENT ? length : -1;
    }

    /** Takes the content out of a whole chunk; false if it was not sealed as the next one by who has the key. */
    boolean unwrap(byte[] chunk, int length, byte[] content) {
        boolean authentic = true;
        if (seal == null) {
            System.arraycopy(chunk, HEADER, content, 0, length - HEADER);
        } else {
            authentic = seal.open(counter, chunk, length, HEADER, content, 0);
        }
        counter++;
        return authentic;
    }
}
