package org.ordercast.faults.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The files of one member's histories, in a directory of its own. What a kill cut off in the middle of a record is not there. */
public final class HistoryFiles {

    private final Path directory;
    private final int member;

    /**
     * Names the files.
     *
     * @param directory where they are
     * @param member the member's number in its group
     */
    public HistoryFiles(Path directory, int member) {
        this.directory = directory;
        this.member = member;
    }

    /**
     * The file of what a life delivered.
     *
     * @param life which life, from 1
     * @return the path
     */
    public Path deliveries(int life) {
        return directory.resolve("deliveries-" + life);
    }

    /**
     * The file of what a life sent.
     *
     * @param life which life, from 1
     * @return the path
     */
    public Path sends(int life) {
        return directory.resolve("sends-" + life);
    }

    /**
     * Where the reader of a new life goes on.
     *
     * @param life the new life, from 1
     * @return the last sequence that an earlier one wrote down, 0 if there is none
     * @throws IOException if a file cannot be read
     */
    public long positionBefore(int life) throws IOException {
        for (int before = life - 1; before >= 1; before--) {
            Life earlier = read(before);
            if (!earlier.deliveries().isEmpty()) {
                return earlier.position();
            }
        }
        return 0;
    }

    /**
     * Reads all lives of the member.
     *
     * @param lives how many there were
     * @return what each wrote down, in order
     * @throws IOException if a file cannot be read
     */
    public List<Life> readAll(int lives) throws IOException {
        List<Life> all = new ArrayList<>();
        for (int life = 1; life <= lives; life++) {
            all.add(read(life));
        }
        return all;
    }

    private Life read(int life) throws IOException {
        return new Life(
                new Source(member, life),
                read(deliveries(life), DeliveryHistory.RECORD, HistoryFiles::delivery),
                read(sends(life), SendHistory.RECORD, HistoryFiles::send));
    }

    private static <E> List<E> read(Path path, int length, Function<ByteBuffer, E> decoder) throws IOException {
        List<E> events = new ArrayList<>();
        if (!Files.exists(path)) {
            return events; // killed before it began to write
        }
        ByteBuffer buffer = ByteBuffer.allocate(length * 4096);
        try (FileChannel file = FileChannel.open(path)) {
            while (file.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.remaining() >= length) {
                    ByteBuffer one = buffer.slice(buffer.position(), length);
                    buffer.position(buffer.position() + length);
                    events.add(decoder.apply(one));
                }
                buffer.compact();
            }
        }
        return events;
    }

    private static DeliveryEvent delivery(ByteBuffer one) {
        byte kind = one.get(0);
        int publisher = one.get(1);
        int count = one.getInt(4);
        long time = one.getLong(8);
        long sequence = one.getLong(16);
        long epochOrLast = one.getLong(24);
        return switch (kind) {
            case DeliveryHistory.STARTED -> new DeliveryEvent.Started(time, sequence);
            case DeliveryHistory.RUN ->
                new DeliveryEvent.Run(new Delivered(
                        time,
                        sequence,
                        epochOrLast,
                        one.getLong(32),
                        one.getLong(40),
                        new Source(publisher, one.getInt(48)),
                        one.getLong(56),
                        count));
            case DeliveryHistory.GAP -> new DeliveryEvent.Gap(time, sequence, epochOrLast);
            case DeliveryHistory.CORRUPT -> new DeliveryEvent.Corrupt(time, sequence);
            default -> throw new IllegalStateException("a record of deliveries has the unknown kind " + kind);
        };
    }

    private static SendEvent send(ByteBuffer one) {
        byte kind = one.get(0);
        int count = one.getInt(4);
        long first = one.getLong(8);
        return switch (kind) {
            case SendHistory.BEGUN -> new SendEvent.Begun(first, count);
            case SendHistory.COMPLETED ->
                new SendEvent.Completed(
                        SendHistory.LEVELS.get(one.get(1)), first, count, one.getLong(16), one.getLong(24));
            case SendHistory.REFUSED -> new SendEvent.Refused(first, count);
            case SendHistory.UNKNOWN -> new SendEvent.Unknown(first);
            default -> throw new IllegalStateException("a record of sends has the unknown kind " + kind);
        };
    }
}
