package org.ordercast.engine.log.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.stress.Unfailing;

/** A disk that costs nothing: a few kilobytes for each file, read and written by any thread as a page cache would be. */
final class HeapDisk implements Disk {

    private static final int SIZE = 8192;

    private final Map<String, Content> files = new ConcurrentHashMap<>();

    /** A log on such a disk, in its first epoch. */
    static SegmentedLog newLog() {
        return Unfailing.call(() -> {
            SegmentedLog log = SegmentedLog.open(
                    new HeapDisk(),
                    new LogOwner("stress", "alpha", 1, "boot"),
                    LogSettings.DEFAULT,
                    () -> Instant.EPOCH);
            log.append(new LogRecord.EpochStart(1, 1, "alpha", 7));
            log.write();
            return log;
        });
    }

    @Override
    public List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public DiskFile create(String name) {
        Content content = new Content();
        files.put(name, content);
        return content;
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return existing(name);
    }

    @Override
    public DiskFile openReadOnly(String name) throws IOException {
        return existing(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        files.put(to, existing(from));
        files.remove(from);
    }

    @Override
    public void delete(String name) {
        files.remove(name);
    }

    @Override
    public void force() {}

    @Override
    public long freeSpace() {
        return Long.MAX_VALUE;
    }

    @Override
    public Closeable lock() {
        return () -> {};
    }

    private Content existing(String name) throws NoSuchFileException {
        Content content = files.get(name);
        if (content == null) {
            throw new NoSuchFileException(name);
        }
        return content;
    }

    private static final class Content implements DiskFile {

        private final byte[] bytes = new byte[SIZE];
        private int size; // guarded by this

        @Override
        public synchronized int read(ByteBuffer target, long position) {
            int count = (int) Math.min(target.remaining(), size - position);
            if (count <= 0) {
                return -1;
            }
            target.put(bytes, (int) position, count);
            return count;
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) {
            int count = source.remaining();
            source.get(bytes, (int) position, count);
            size = Math.max(size, (int) position + count);
            return count;
        }

        @Override
        public synchronized long size() {
            return size;
        }

        @Override
        public void force() {}

        @Override
        public synchronized void truncate(long length) {
            size = (int) length;
        }

        @Override
        public void close() {}
    }
}
