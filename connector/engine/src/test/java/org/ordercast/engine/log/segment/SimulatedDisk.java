package org.ordercast.engine.log.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A disk in memory that does what disks do to programs: it runs full, fails, loses and tears what was not forced when the
 * power goes, and flips bits. All that is left to chance comes from a generator, so that a seed replays.
 *
 * <p>It keeps what the page cache would show, and what would be left of it: a file's content as it was last forced and
 * the writes since, the directory's names as they were last forced and the changes since.
 */
public final class SimulatedDisk implements Disk {

    private static final int SECTOR = 512;

    private final Map<String, Content> names = new LinkedHashMap<>();
    private Map<String, Content> forcedNames = new LinkedHashMap<>();
    private final List<Consumer<Map<String, Content>>> nameChanges = new ArrayList<>();
    private long capacity = Long.MAX_VALUE;
    private boolean failsToForce;
    private int nameChangesLeft = Integer.MAX_VALUE;
    private boolean locked;
    private int life;
    private int forces;
    private Runnable whileForcing = () -> {};

    /** What stands in a file. */
    private static final class Content {
        private byte[] bytes = new byte[0];
        private byte[] forced = new byte[0];
        private final List<Write> writes = new ArrayList<>();

        void write(byte[] source, int position) {
            if (position + source.length > bytes.length) {
                bytes = Arrays.copyOf(bytes, position + source.length);
            }
            System.arraycopy(source, 0, bytes, position, source.length);
        }
    }

    /** Bytes that were written and not forced; without bytes, the file was cut off there. */
    private static final class Write {
        private final int position;
        private final byte[] bytes;
        private final boolean cut;

        Write(int position, byte[] bytes, boolean cut) {
            this.position = position;
            this.bytes = bytes;
            this.cut = cut;
        }
    }

    /** Lets only so many bytes be in all files together. */
    public synchronized void limitTo(long bytes) {
        capacity = bytes;
    }

    /** Lets forcing a file fail, or not. */
    public synchronized void failToForce(boolean fails) {
        failsToForce = fails;
    }

    /** Lets only so many more files be renamed or deleted. */
    public synchronized void limitNameChangesTo(int count) {
        nameChangesLeft = count;
    }

    /** Has something done in the middle of each time a file is forced. */
    public synchronized void whileForcing(Runnable action) {
        whileForcing = action;
    }

    /** How often a file was forced. */
    public synchronized int forces() {
        return forces;
    }

    /** How many bytes are in all files. */
    public synchronized long used() {
        long sum = 0;
        for (Content content : names.values()) {
            sum += content.bytes.length;
        }
        return sum;
    }

    /** The process dies: what it had open is closed, the page cache stays. */
    public synchronized void kill() {
        life++;
        locked = false;
    }

    /** The power fails: of what was not forced, any part is there or not, in sectors or as it was written. */
    public synchronized void crash(RandomGenerator random) {
        kill();
        int kept = random.nextInt(nameChanges.size() + 1);
        Map<String, Content> left = new LinkedHashMap<>(forcedNames);
        for (Consumer<Map<String, Content>> change : nameChanges.subList(0, kept)) {
            change.accept(left);
        }
        names.clear();
        names.putAll(left);
        forcedNames = new LinkedHashMap<>(left);
        nameChanges.clear();
        for (Content content : names.values()) {
            lose(content, random);
        }
    }

    private static void lose(Content content, RandomGenerator random) {
        byte[] cached = content.bytes;
        content.bytes = content.forced.clone();
        if (random.nextBoolean()) {
            int kept = content.writes.isEmpty() ? 0 : random.nextInt(content.writes.size() + 1);
            for (Write write : content.writes.subList(0, kept)) {
                apply(content, write, write.bytes.length);
            }
            if (kept < content.writes.size()) {
                Write torn = content.writes.get(kept);
                apply(content, torn, random.nextInt(torn.bytes.length + 1));
            }
        } else if (content.writes.stream().noneMatch(write -> write.cut)) {
            int length = content.forced.length + random.nextInt(Math.max(0, cached.length - content.forced.length) + 1);
            content.bytes = Arrays.copyOf(content.bytes, length);
            for (int sector = 0; sector < length; sector += SECTOR) {
                if (random.nextBoolean()) {
                    System.arraycopy(cached, sector, content.bytes, sector, Math.min(SECTOR, length - sector));
                }
            }
        }
        content.forced = content.bytes.clone();
        content.writes.clear();
    }

    private static void apply(Content content, Write write, int length) {
        if (write.cut) {
            content.bytes = Arrays.copyOf(content.bytes, Math.min(content.bytes.length, write.position));
        } else {
            content.write(Arrays.copyOf(write.bytes, length), write.position);
        }
    }

    /** Flips one bit of a file, on the disk and in the page cache. */
    public synchronized void flip(String name, long bit) {
        Content content = named(name);
        content.bytes[(int) (bit / 8)] ^= (byte) (1 << bit % 8);
        content.forced = content.bytes.clone();
        content.writes.clear();
    }

    /** The bytes of a file. */
    public synchronized byte[] bytes(String name) {
        return named(name).bytes.clone();
    }

    /** Puts a file there, forced. */
    public synchronized void put(String name, byte[] bytes) {
        Content content = new Content();
        content.bytes = bytes.clone();
        content.forced = bytes.clone();
        names.put(name, content);
        forcedNames.put(name, content);
    }

    @Override
    public synchronized List<String> list() {
        return new ArrayList<>(names.keySet());
    }

    @Override
    public synchronized DiskFile create(String name) {
        Content content = new Content();
        change(now -> now.put(name, content));
        return new Open(name, content, life, true);
    }

    @Override
    public synchronized DiskFile open(String name) throws IOException {
        return new Open(name, existing(name), life, true);
    }

    @Override
    public synchronized DiskFile openReadOnly(String name) throws IOException {
        return new Open(name, existing(name), life, false);
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        spendNameChange();
        existing(from);
        change(now -> {
            Content content = now.remove(from);
            if (content != null) {
                now.put(to, content);
            }
        });
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        spendNameChange();
        change(now -> now.remove(name));
    }

    @Override
    public synchronized void force() {
        forcedNames = new LinkedHashMap<>(names);
        nameChanges.clear();
    }

    @Override
    public synchronized long freeSpace() {
        return capacity - used();
    }

    @Override
    public synchronized Closeable lock() throws IOException {
        if (locked) {
            throw new LogUnavailableException("the simulated disk is in use");
        }
        locked = true;
        int owner = life;
        return () -> unlock(owner);
    }

    private synchronized void unlock(int owner) {
        if (owner == life) {
            locked = false;
        }
    }

    @Override
    public String toString() {
        return "the simulated disk";
    }

    private void change(Consumer<Map<String, Content>> change) {
        change.accept(names);
        nameChanges.add(change);
    }

    private void spendNameChange() throws IOException {
        if (nameChangesLeft == 0) {
            throw new IOException("Read-only file system");
        }
        nameChangesLeft--;
    }

    private Content existing(String name) throws NoSuchFileException {
        Content content = names.get(name);
        if (content == null) {
            throw new NoSuchFileException(name);
        }
        return content;
    }

    private Content named(String name) {
        Content content = names.get(name);
        if (content == null) {
            throw new IllegalArgumentException("there is no file " + name + " but " + names.keySet());
        }
        return content;
    }

    /** A file that a process has open. */
    private final class Open implements DiskFile {

        private final String name;
        private final Content content;
        private final int openedIn;
        private final boolean writable;
        private boolean closed;

        Open(String name, Content content, int openedIn, boolean writable) {
            this.name = name;
            this.content = content;
            this.openedIn = openedIn;
            this.writable = writable;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            synchronized (SimulatedDisk.this) {
                requireOpen();
                if (position >= content.bytes.length) {
                    return -1;
                }
                int count = (int) Math.min(target.remaining(), content.bytes.length - position);
                target.put(content.bytes, (int) position, count);
                return count;
            }
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            synchronized (SimulatedDisk.this) {
                requireOpen();
                if (!writable) {
                    throw new IOException(name + " was opened to be read");
                }
                long room = freeSpace() + Math.max(0, content.bytes.length - position);
                if (room <= 0) {
                    throw new IOException("No space left on device");
                }
                byte[] bytes = new byte[(int) Math.min(source.remaining(), room)];
                source.get(bytes);
                content.write(bytes, (int) position);
                content.writes.add(new Write((int) position, bytes, false));
                return bytes.length;
            }
        }

        @Override
        public long size() throws IOException {
            synchronized (SimulatedDisk.this) {
                requireOpen();
                return content.bytes.length;
            }
        }

        @Override
        public void force() throws IOException {
            byte[] covered;
            int count;
            Runnable action;
            synchronized (SimulatedDisk.this) {
                requireOpen();
                forces++;
                if (failsToForce) {
                    throw new IOException("Input/output error");
                }
                covered = content.bytes.clone();
                count = content.writes.size();
                action = whileForcing;
            }
            action.run();
            synchronized (SimulatedDisk.this) {
                content.forced = covered;
                content.writes.subList(0, count).clear();
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (SimulatedDisk.this) {
                requireOpen();
                content.bytes = Arrays.copyOf(content.bytes, (int) size);
                content.writes.add(new Write((int) size, new byte[0], true));
            }
        }

        @Override
        public void close() {
            synchronized (SimulatedDisk.this) {
                closed = true;
            }
        }

        @Override
        public String toString() {
            return name;
        }

        private void requireOpen() throws IOException {
            if (closed || openedIn != life) {
                throw new IOException(name + " is closed");
            }
        }
    }
}
