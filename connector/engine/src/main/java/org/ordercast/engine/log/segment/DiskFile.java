package org.ordercast.engine.log.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An open file. Read by any thread, written by one; {@link #force()} may run while another thread writes, and covers what
 * was written before it began.
 */
public interface DiskFile extends Closeable {

    /**
     * Reads some bytes.
     *
     * @param target where to; its position moves by what was read
     * @param position where in the file to begin
     * @return how many bytes were read, -1 at the end of the file
     * @throws IOException if the file cannot be read
     */
    int read(ByteBuffer target, long position) throws IOException;

    /**
     * Writes some bytes, if need be behind the end of the file.
     *
     * @param source the bytes; its position moves by what was written, and is anywhere after an exception
     * @param position where in the file to begin
     * @return how many bytes were written; fewer than asked for if there is not enough space for all
     * @throws IOException if nothing can be written
     */
    int write(ByteBuffer source, long position) throws IOException;

    /**
     * The length of the file.
     *
     * @return its bytes
     * @throws IOException if it cannot be told
     */
    long size() throws IOException;

    /**
     * Makes what was written safe from a power failure.
     *
     * @throws IOException if that fails; what was written since the last time may then be lost, whatever a later call says
     */
    void force() throws IOException;

    /**
     * Cuts the file off.
     *
     * @param size its new length, not more than it has
     * @throws IOException if that fails
     */
    void truncate(long size) throws IOException;
}
