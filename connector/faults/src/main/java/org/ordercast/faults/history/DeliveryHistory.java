package org.ordercast.faults.history;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what one life of a member delivers. What was flushed is the operating system's, and outlives the process;
 * what was not is delivered again in the next life, which goes on behind the last that is written. For one thread.
 */
public final class DeliveryHistory implements Closeable {

    static final int RECORD = 64;
    static final byte STARTED = 1;
    static final byte RUN = 2;
    static final byte GAP = 3;
    static final byte CORRUPT = 4;

    private static final int BUFFERED = 1024;

    /** A run is written after that long, so that its time says when its messages came, to a few milliseconds. */
    private static final long RUN_NANOS = 5_000_000;

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocate(RECORD * BUFFERED);
    private @Nullable Delivered open;

    private DeliveryHistory(FileChannel file) {
        this.file = file;
    }

    /**
     * Begins a history in a new file.
     *
     * @param path the file, which must not be there yet
     * @param time when the reader begins
     * @param after the last sequence that the reader was done with
     * @return the history
     * @throws IOException if it cannot be written
     */
    public static DeliveryHistory begin(Path path, long time, long after) throws IOException {
        DeliveryHistory history = new DeliveryHistory(FileChannel.open(path, CREATE_NEW, WRITE));
        history.put(STARTED, 0, 0, time, after, 0, 0, 0, 0, 0);
        history.flush();
        return history;
    }

    /**
     * A message was delivered.
     *
     * @param message a run of one
     * @throws IOException if it cannot be written
     */
    public void delivered(Delivered message) throws IOException {
        Delivered run = open;
        if (run != null && run.isFollowedBy(message) && message.time() - run.time() < RUN_NANOS) {
            open = run.longer(message.count());
        } else {
            putOpen();
            open = message;
        }
    }

    /**
     * The reader was told that messages are missing.
     *
     * @param time when
     * @param first the first that is missing
     * @param last the last that is missing
     * @throws IOException if it cannot be written
     */
    public void gap(long time, long first, long last) throws IOException {
        putOpen();
        put(GAP, 0, 0, time, first, last, 0, 0, 0, 0);
        flush();
    }

    /**
     * A message was delivered that nobody can have published.
     *
     * @param time when
     * @param sequence its place in the order
     * @throws IOException if it cannot be written
     */
    public void corrupt(long time, long sequence) throws IOException {
        putOpen();
        put(CORRUPT, 0, 0, time, sequence, 0, 0, 0, 0, 0);
        flush();
    }

    /**
     * Hands everything to the operating system.
     *
     * @throws IOException if it cannot be written
     */
    public void flush() throws IOException {
        putOpen();
        write();
    }

    @Override
    public void close() throws IOException {
        flush();
        file.close();
    }

    private void putOpen() throws IOException {
        Delivered run = open;
        if (run != null) {
            open = null;
            put(
                    RUN,
                    run.source().member(),
                    run.count(),
                    run.time(),
                    run.firstSequence(),
                    run.epoch(),
                    run.incarnation(),
                    run.firstPublisherSequence(),
                    run.source().life(),
                    run.firstNumber());
        }
    }

    private void put(
            byte kind,
            int member,
            int count,
            long time,
            long sequence,
            long epochOrLast,
            long incarnation,
            long publisherSequence,
            int life,
            long number)
            throws IOException {
        if (!buffer.hasRemaining()) {
            write();
        }
        buffer.put(kind).put((byte) member).putShort((short) 0).putInt(count);
        buffer.putLong(time).putLong(sequence).putLong(epochOrLast).putLong(incarnation);
        buffer.putLong(publisherSequence).putInt(life).putInt(0).putLong(number);
    }

    private void write() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        buffer.clear();
    }
}
