package org.ordercast.engine.link;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Arrays;

/** Reads the content of the chunks that a server sends. Holds one chunk at a time. Used by one thread. */
final class ChunkInput {

    /** What is reserved for a body before any of it has come. */
    private static final int FIRST_PART = 64 * 1024;

    private final InputStream in;
    private final ChunkSeal seal;
    private final byte[] chunk;
    private final byte[] content = new byte[ChunkSeal.MAX_CONTENT];
    private int position;
    private int limit;

    ChunkInput(InputStream in, ChunkSeal seal) {
        this.in = in;
        this.seal = seal;
        this.chunk = new byte[ChunkSeal.MAX_CONTENT + seal.overhead()];
    }

    /** Reads one byte of the content. */
    byte read() throws IOException {
        byte[] one = new byte[1];
        read(one, 0, 1);
        return one[0];
    }

    /** Reads so many bytes of the content. */
    void read(byte[] target, int offset, int length) throws IOException {
        int at = offset;
        while (at < offset + length) {
            if (position == limit) {
                nextChunk();
            }
            int part = Math.min(limit - position, offset + length - at);
            System.arraycopy(content, position, target, at, part);
            position += part;
            at += part;
        }
    }

    /** Reads so many bytes, but reserves no more than twice what has come: the length is only what somebody says. */
    byte[] readGrowing(int length) throws IOException {
        byte[] bytes = new byte[Math.min(length, FIRST_PART)];
        int filled = 0;
        while (true) {
            read(bytes, filled, bytes.length - filled);
            if (bytes.length == length) {
                return bytes;
            }
            filled = bytes.length;
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * filled));
        }
    }

    private void nextChunk() throws IOException {
        readFully(in, chunk, 0, ChunkSeal.HEADER);
        int length = ChunkSeal.contentLength(chunk);
        if (length < 0) {
            throw new ProtocolException("a chunk has a length that none may have");
        }
        int whole = length + seal.overhead();
        readFully(in, chunk, ChunkSeal.HEADER, whole - ChunkSeal.HEADER);
        if (!seal.unwrap(chunk, whole, content)) {
            throw new ProtocolException("a chunk is not authentic");
        }
        position = 0;
        limit = length;
    }

    /** Reads so many bytes of a stream. */
    static void readFully(InputStream in, byte[] target, int offset, int length) throws IOException {
        if (in.readNBytes(target, offset, length) < length) {
            throw new EOFException("the connection was closed before the answer's end");
        }
    }
}
