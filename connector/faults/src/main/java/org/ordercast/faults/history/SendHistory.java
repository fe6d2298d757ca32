package org.ordercast.faults.history;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Place;

/**
 * Writes down what one life of a publisher knows of its messages. That messages are about to be sent is written before
 * they are; their completions soon after, and before the next are sent. Safe for use by several threads.
 */
public final class SendHistory implements Closeable {

    static final int RECORD = 40;
    static final byte BEGUN = 1;
    static final byte COMPLETED = 2;
    static final byte REFUSED = 3;
    static final byte UNKNOWN = 4;

    /** A level's place here is its code in a record. */
    static final List<Acknowledgement> LEVELS =
            List.of(Acknowledgement.ORDERED, Acknowledgement.COMMITTED, Acknowledgement.STABLE);

    private static final int BUFFERED = 256;

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocate(RECORD * BUFFERED); // guarded by this
    private SendEvent.@Nullable Completed open; // guarded by this

    private SendHistory(FileChannel file) {
        this.file = file;
    }

    /**
     * Begins a history in a new file.
     *
     * @param path the file, which must not be there yet
     * @return the history
     * @throws IOException if it cannot be written
     */
    public static SendHistory begin(Path path) throws IOException {
        return new SendHistory(FileChannel.open(path, CREATE_NEW, WRITE));
    }

    /**
     * Messages are about to be handed over.
     *
     * @param first the first one's number
     * @param count how many
     */
    public synchronized void begun(long first, int count) {
        put(BEGUN, 0, count, first, 0, 0);
        flush();
    }

    /**
     * Messages were not handed over, and will not be.
     *
     * @param first the first one's number
     * @param count how many
     */
    public synchronized void refused(long first, int count) {
        put(REFUSED, 0, count, first, 0, 0);
        flush();
    }

    /**
     * A message is where its publisher wanted it.
     *
     * @param level what it waited for
     * @param number the message's number
     * @param place its place in the order
     */
    public synchronized void completed(Acknowledgement level, long number, Place place) {
        SendEvent.Completed run = open;
        if (run != null
                && run.level() == level
                && run.epoch() == place.epoch()
                && run.first() + run.count() == number
                && run.firstSequence() + run.count() == place.sequence()) {
            open = new SendEvent.Completed(level, run.first(), run.count() + 1, run.firstSequence(), run.epoch());
        } else {
            putOpen();
            open = new SendEvent.Completed(level, number, 1, place.sequence(), place.epoch());
        }
    }

    /**
     * A message was handed over, and nobody says what became of it.
     *
     * @param number the message's number
     */
    public synchronized void unknown(long number) {
        put(UNKNOWN, 0, 1, number, 0, 0);
    }

    /** Hands everything to the operating system. */
    public synchronized void flush() {
        putOpen();
        write();
    }

    @Override
    public synchronized void close() throws IOException {
        flush();
        file.close();
    }

    private void putOpen() {
        SendEvent.Completed run = open;
        if (run != null) {
            open = null;
            put(COMPLETED, LEVELS.indexOf(run.level()), run.count(), run.first(), run.firstSequence(), run.epoch());
        }
    }

    private void put(byte kind, int level, int count, long first, long sequence, long epoch) {
        if (!buffer.hasRemaining()) {
            write();
        }
        buffer.put(kind).put((byte) level).putShort((short) 0).putInt(count);
        buffer.putLong(first).putLong(sequence).putLong(epoch).putLong(0);
    }

    private void write() {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the history of sends cannot be written", e);
        }
        buffer.clear();
    }
}
