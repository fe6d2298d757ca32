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

    private final Map<String, SimulatedContent> names = new LinkedHashMap<>();
    private Map<String, SimulatedContent> forcedNames = new LinkedHashMap<>();
    private final List<Consumer<Map<String, SimulatedContent>>> nameChanges = new ArrayList<>();
    private long capacity = Long.MAX_VALUE;
    private boolean failsToForce;
    private int nameChangesLeft = Integer.MAX_VALUE;
    private int changesToDeath = Integer.MAX_VALUE;
    private boolean locked;
    private int life;
    private int forces;
    private Runnable whileForcing = () -> {};

    /** Lets only so many bytes be in all files together. */
    public synchronized void limitTo(long bytes) {
        capacity = bytes;
    }

    /** Lets forcing a file, or the directory, fail, or not. */
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

    /** Lets the process die with one of the next changes that it makes: half-way through, if it is a write. */
    public synchronized void dieAtChange(int count) {
        changesToDeath = count;
    }

    /** How often a file was forced. */
    public synchronized int forces() {
        return forces;
    }

    /** How many bytes are in all files. */
    public synchronized long used() {
        long sum = 0;
        for (SimulatedContent content : names.values()) {
            sum += content.length();
        }
        return sum;
    }

    /** The process dies: what it had open is closed, the page cache stays. */
    public synchronized void kill() {
        life++;
        locked = false;
        changesToDeath = Integer.MAX_VALUE;
    }

    /** The power fails: of what was not forced, any part is there or not, in sectors or as it was written. */
    public synchronized void crash(RandomGenerator random) {
        kill();
        int kept = random.nextInt(nameChanges.size() + 1);
        Map<String, SimulatedContent> left = new LinkedHashMap<>(forcedNames);
        for (Consumer<Map<String, SimulatedContent>> change : nameChanges.subList(0, kept)) {
            change.accept(left);
        }
        names.clear();
        names.putAll(left);
        forcedNames = new LinkedHashMap<>(left);
        nameChanges.clear();
        for (SimulatedContent content : names.values()) {
            content.lose(random);
        }
    }

    /** The process dies, and of the files that could not be forced, any part of what was not is there or not. */
    public synchronized void dropPages(RandomGenerator random) {
        kill();
        names.values().stream().filter(SimulatedContent::hasFailed).forEach(content -> content.lose(random));
    }

    /** Flips one bit of a file, on the disk and in the page cache. */
    public synchronized void flip(String name, long bit) {
        named(name).flip(bit);
    }

    /** The same files, as the page cache shows them, on a disk that works well. */
    public synchronized SimulatedDisk copy() {
        SimulatedDisk copy = new SimulatedDisk();
        names.forEach((name, content) -> copy.names.put(name, content.copy()));
        return copy;
    }

    /** The bytes of a file. */
    public synchronized byte[] bytes(String name) {
        return named(name).bytes().clone();
    }

    /** Puts a file there, forced. */
    public synchronized void put(String name, byte[] bytes) {
        SimulatedContent content = new SimulatedContent(bytes);
        names.put(name, content);
        forcedNames.put(name, content);
    }

    @Override
    public synchronized List<String> list() {
        return new ArrayList<>(names.keySet());
    }

    @Override
    public synchronized DiskFile create(String name) {
        dieIfLastChange("creates " + name);
        SimulatedContent content = new SimulatedContent();
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
        dieIfLastChange("renames " + from);
        spendNameChange();
        existing(from);
        change(now -> {
            SimulatedContent content = now.remove(from);
            if (content != null) {
                now.put(to, content);
            }
        });
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        dieIfLastChange("deletes " + name);
        spendNameChange();
        change(now -> now.remove(name));
    }

    @Override
    public synchronized void force() throws IOException {
        dieIfLastChange("forces the directory");
        if (failsToForce) {
            throw new IOException("Input/output error");
        }
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

    private void change(Consumer<Map<String, SimulatedContent>> change) {
        change.accept(names);
        nameChanges.add(change);
    }

    private boolean isLastChange() {
        return changesToDeath != Integer.MAX_VALUE && --changesToDeath <= 0;
    }

    private void dieIfLastChange(String doing) {
        if (isLastChange()) {
            throw new ProcessDeath(doing);
        }
    }

    private void spendNameChange() throws IOException {
        if (nameChangesLeft == 0) {
            throw new IOException("Read-only file system");
        }
        nameChangesLeft--;
    }

    private SimulatedContent existing(String name) throws NoSuchFileException {
        SimulatedContent content = names.get(name);
        if (content == null) {
            throw new NoSuchFileException(name);
        }
        return content;
    }

    private SimulatedContent named(String name) {
        SimulatedContent content = names.get(name);
        if (content == null) {
            throw new IllegalArgumentException("there is no file " + name + " but " + names.keySet());
        }
        return content;
    }

    /** A file that a process has open. */
    private final class Open implements DiskFile {

        private final String name;
        private final SimulatedContent content;
        private final int openedIn;
        private final boolean writable;
        private boolean closed;

        Open(String name, SimulatedContent content, int openedIn, boolean writable) {
            this.name = name;
            this.content = content;
            this.openedIn = openedIn;
            this.writable = writable;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            synchronized (SimulatedDisk.this) {
                requireOpen();
                if (position >= content.length()) {
                    return -1;
                }
                int count = (int) Math.min(target.remaining(), content.length() - position);
                target.put(content.bytes(), (int) position, count);
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
                long room = freeSpace() + Math.max(0, content.length() - position);
                if (room <= 0) {
                    throw new IOException("No space left on device");
                }
                byte[] bytes = new byte[(int) Math.min(source.remaining(), room)];
                source.get(bytes);
                if (isLastChange()) {
                    content.write(Arrays.copyOf(bytes, bytes.length / 2), (int) position);
                    throw new ProcessDeath("writes " + name);
                }
                content.write(bytes, (int) position);
                return bytes.length;
            }
        }

        @Override
        public long size() throws IOException {
            synchronized (SimulatedDisk.this) {
                requireOpen();
                return content.length();
            }
        }

        @Override
        public void force() throws IOException {
            SimulatedContent.Covered covered;
            Runnable action;
            synchronized (SimulatedDisk.this) {
                requireOpen();
                dieIfLastChange("forces " + name);
                forces++;
                if (failsToForce) {
                    content.failToForce();
                    throw new IOException("Input/output error");
                }
                covered = content.beginForce();
                action = whileForcing;
            }
            action.run();
            synchronized (SimulatedDisk.this) {
                content.endForce(covered);
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (SimulatedDisk.this) {
                requireOpen();
                dieIfLastChange("cuts off " + name);
                content.truncate((int) size);
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
