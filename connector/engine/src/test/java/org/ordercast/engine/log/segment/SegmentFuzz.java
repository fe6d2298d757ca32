package org.ordercast.engine.log.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.ordercast.engine.FuzzPieces;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;

/**
 * A log's directory in which anything was changed: bytes, records and headers whose checksums are right, ends that are
 * missing. It is opened, read, verified, written and opened again, or refused; and a second opening finds what the first
 * one left.
 *
 * <p>An input is what the directory looked like, then pieces that change it.
 */
class SegmentFuzz {

    private static final List<Map<String, byte[]>> DIRECTORIES = List.of(directory(true), directory(false));
    private static final int MOST_PIECES = 30;
    private static final int MOST_ITEMS = 5_000;
    private static final long FAR = 1L << 61;

    /** What a piece does to a file: its first byte; the second says to which one. */
    private enum Change {
        BYTES,
        CUT,
        RECORD,
        LAST_RECORD,
        HEADER,
        APPEND,
        DELETE
    }

    /** Some segments with their life file and indexes; closed well, or with the process killed. */
    private static Map<String, byte[]> directory(boolean closed) {
        SimulatedDisk disk = new SimulatedDisk();
        LogModel model = new LogModel(new SplittableRandom(5));
        try {
            SegmentedLog log = TestLog.open(disk);
            for (int i = 0; i < 60; i++) {
                log.append(model.next());
                log.write();
                log.force();
                log.commitUpTo(Math.max(0, model.last() - 3));
            }
            if (closed) {
                log.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Map<String, byte[]> files = new TreeMap<>();
        disk.list().forEach(name -> files.put(name, disk.bytes(name)));
        return files;
    }

    static Stream<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int directory = 0; directory < DIRECTORIES.size(); directory++) {
            int file = 0;
            for (Map.Entry<String, byte[]> entry : DIRECTORIES.get(directory).entrySet()) {
                if (SegmentNames.segmentsIn(List.of(entry.getKey())).isEmpty()) {
                    seeds.add(seed(directory, Change.BYTES, file, new byte[] {0, 9, 1, 2, 3}));
                } else {
                    List<byte[]> records = records(entry.getValue());
                    for (int i = 0; i < records.size(); i += 1 + records.size() / 4) {
                        byte[] record = records.get(i);
                        byte[] content = new byte[2 + Math.min(record.length, 400)];
                        content[1] = (byte) i;
                        System.arraycopy(record, 0, content, 2, content.length - 2);
                        seeds.add(seed(directory, Change.RECORD, file, content));
                        seeds.add(seed(directory, Change.LAST_RECORD, file, content));
                    }
                    seeds.add(seed(directory, Change.HEADER, file, Arrays.copyOf(entry.getValue(), 120)));
                    seeds.add(seed(directory, Change.CUT, file, new byte[] {12, 7}));
                    seeds.add(seed(directory, Change.DELETE, file, new byte[0]));
                }
                file++;
            }
        }
        return seeds.stream();
    }

    private static byte[] seed(int directory, Change change, int file, byte[] content) {
        byte[] piece = new byte[2 + content.length];
        piece[0] = (byte) List.of(Change.values()).indexOf(change);
        piece[1] = (byte) file;
        System.arraycopy(content, 0, piece, 2, content.length);
        return FuzzPieces.join(new byte[] {(byte) directory}, List.of(piece));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aDirectoryIsOpenedAsFarAsItIsSoundOrRefused(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        Map<String, byte[]> files = new TreeMap<>(DIRECTORIES.get(input[0] & 1));
        for (byte[] piece : FuzzPieces.of(input, 1, MOST_PIECES)) {
            if (piece.length >= 2) {
                change(files, piece);
            }
        }
        SimulatedDisk disk = new SimulatedDisk();
        files.forEach(disk::put);
        look(disk);
        try {
            use(TestLog.open(disk));
        } catch (LogUnavailableException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return;
        }
        SegmentedLog again = TestLog.open(disk);
        LogState state = again.state();
        List<LogItem> items = read(again);
        again.close();
        SegmentedLog third = TestLog.open(disk);
        assertThat(third.state()).isEqualTo(state);
        assertThat(read(third)).isEqualTo(items);
        assertThat(third.recovery().truncatedBytes()).isZero();
    }

    /** What the tools do: it changes nothing. */
    private static void look(SimulatedDisk disk) throws IOException {
        List<String> names = disk.list();
        LogDirectory directory = new LogDirectory(disk);
        try {
            directory.owner();
            directory.firstSequences();
            directory.verify();
            try (LogReader reader = directory.openReader(1)) {
                for (int i = 0; i < MOST_ITEMS && reader.next().isPresent(); i++) {
                    assertThat(reader.position()).isPositive();
                }
            }
        } catch (IOException cannotBeRead) {
            assertThat(cannotBeRead.getMessage()).isNotBlank();
        }
        assertThat(disk.list()).isEqualTo(names);
    }

    /** What a member does: reads everything, goes on with the order, and closes. */
    private static void use(SegmentedLog log) throws IOException {
        read(log);
        log.verify();
        LogState state = log.state();
        if (state.epoch() < FAR && state.lastSequence() < FAR && state.order() != 0) {
            log.append(new LogRecord.EpochStart(state.order(), state.epoch() + 1, "alpha", 9));
            log.append(new LogRecord.Gap(
                    state.lastSequence() + 1, state.lastSequence() + 2, state.epoch() + 1, 1, "nobody had them"));
            log.write();
            log.force();
            assertThat(log.state().lastSequence()).isEqualTo(state.lastSequence() + 2);
        }
        log.close();
    }

    private static List<LogItem> read(SegmentedLog log) throws IOException {
        List<LogItem> items = new ArrayList<>();
        try (LogReader reader = log.openReader(1)) {
            long before = 0;
            var item = reader.next();
            while (item.isPresent()) {
                items.add(item.get());
                assertThat(items.size()).isLessThan(MOST_ITEMS);
                assertThat(reader.position()).isGreaterThanOrEqualTo(before);
                before = reader.position();
                item = reader.next();
            }
        }
        return items;
    }

    private static void change(Map<String, byte[]> files, byte[] piece) {
        List<String> names = List.copyOf(files.keySet());
        if (names.isEmpty()) {
            return;
        }
        String name = names.get((piece[1] & 0xff) % names.size());
        byte[] bytes = files.get(name);
        byte[] content = Arrays.copyOfRange(piece, 2, piece.length);
        Change[] changes = Change.values();
        Change change = changes[(piece[0] & 0xff) % changes.length];
        int number = content.length < 2 ? 0 : ((content[0] & 0xff) << 8) | (content[1] & 0xff);
        byte[] rest = content.length < 2 ? new byte[0] : Arrays.copyOfRange(content, 2, content.length);
        switch (change) {
            case BYTES -> {
                byte[] changed = Arrays.copyOf(bytes, Math.max(bytes.length, number + rest.length));
                System.arraycopy(rest, 0, changed, number, rest.length);
                files.put(name, changed);
            }
            case CUT -> files.put(name, Arrays.copyOf(bytes, Math.min(bytes.length, number)));
            case RECORD -> files.put(name, withRecord(bytes, number, rest, true));
            case LAST_RECORD -> files.put(name, withRecord(bytes, number, rest, false));
            case HEADER -> files.put(name, withHeader(bytes, content));
            case APPEND -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + content.length);
                System.arraycopy(content, 0, longer, bytes.length, content.length);
                files.put(name, longer);
            }
            case DELETE -> files.remove(name);
        }
    }

    /** A segment with another record in the place of one, whose checksums are right. */
    private static byte[] withRecord(byte[] segment, int number, byte[] record, boolean goesOn) {
        if (segment.length < SegmentHeader.LENGTH) {
            return segment;
        }
        SegmentHeader header = SegmentHeader.read(ByteBuffer.wrap(segment));
        List<byte[]> records = records(segment);
        if (header == null || records.isEmpty()) {
            return segment;
        }
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(segment, 0, SegmentHeader.LENGTH);
        for (int i = 0; i < records.size(); i++) {
            boolean isHere = i == number % records.size();
            byte[] next = isHere ? record : records.get(i);
            // What follows moves, and with it its checksum.
            changed.writeBytes(RepairedRecord.of(next, header.salt(), changed.size()));
            if (isHere && !goesOn) {
                break;
            }
        }
        return changed.toByteArray();
    }

    /** The records of a segment, from their headers to the ends of their bodies. */
    private static List<byte[]> records(byte[] segment) {
        List<byte[]> records = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(segment);
        SegmentHeader header = segment.length < SegmentHeader.LENGTH ? null : SegmentHeader.read(bytes);
        RecordHeader record = new RecordHeader();
        int at = SegmentHeader.LENGTH;
        while (header != null
                && at + RecordHeader.LENGTH <= segment.length
                && record.read(bytes, at, header.salt(), at)
                && at + record.length <= segment.length) {
            records.add(Arrays.copyOfRange(segment, at, at + record.length - record.padding));
            at += record.length;
        }
        return records;
    }

    /** A segment whose header says something else, with the right checksum. */
    private static byte[] withHeader(byte[] segment, byte[] fields) {
        ByteBuffer from = ByteBuffer.wrap(Arrays.copyOf(fields, 40));
        SegmentHeader header =
                new SegmentHeader(from.getLong(16), from.getLong(24), from.getLong(32), "prices", "alpha");
        ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.LENGTH);
        header.write(bytes);
        byte[] changed = Arrays.copyOf(segment, Math.max(segment.length, SegmentHeader.LENGTH));
        System.arraycopy(bytes.array(), 0, changed, 0, SegmentHeader.LENGTH);
        return changed;
    }
}
