package org.ordercast.engine.log.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * That a directory belongs to one log: a lock on a file in it, which ends with the process however that ends. Nobody else
 * opens the file in this process, for on POSIX systems closing any channel to a file gives up the process's locks on it.
 */
final class DirectoryLock implements Closeable {

    static final String FILE = "log.lock";

    /** Seen by every class loader of the process, as a static field is not: a server may have loaded this class twice. */
    private static final String REGISTRY = "org.ordercast.log.open:";

    private final String key;
    private final FileChannel channel;

    private DirectoryLock(String key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    static DirectoryLock take(Path directory) throws IOException {
        String key = REGISTRY + directory;
        String pid = Long.toString(ProcessHandle.current().pid());
        if (System.getProperties().putIfAbsent(key, pid) != null) {
            throw new LogInUseException("the log's directory " + directory
                    + " is in use by this process; give each member a directory of its own");
        }
        // An interrupt would close the channel, and with it the lock.
        boolean interrupted = Thread.interrupted();
        boolean taken = false;
        try {
            DirectoryLock lock = new DirectoryLock(key, lockFile(directory, pid));
            taken = true;
            return lock;
        } finally {
            if (!taken) {
                System.clearProperty(key);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            System.clearProperty(key);
        }
    }

    private static FileChannel lockFile(Path directory, String pid) throws IOException {
        Path file = directory.resolve(FILE);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                throw new LogInUseException("the log's directory " + directory + " is in use by process "
                        + Files.readString(file, StandardCharsets.US_ASCII)
                        + "; stop that one, or give each member a directory of its own");
            }
            channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
