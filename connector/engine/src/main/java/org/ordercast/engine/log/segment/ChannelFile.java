package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file behind a {@link FileChannel} that outlives interrupts. A channel closes itself when a thread that uses it is
 * interrupted, and servers interrupt threads as they like; the file is opened again then, the call repeated, and the
 * thread left interrupted.
 */
final class ChannelFile implements DiskFile {

    /** The JDK keeps a direct buffer for each thread as large as the largest heap buffer that the thread ever read or wrote. */
    private static final int AT_ONCE = 256 * 1024;

    private final Path path;
    private final Set<OpenOption> reopening;
    private volatile FileChannel channel;
    private boolean closed; // guarded by this

    /** Opens a file; the given options and no others. */
    ChannelFile(Path path, OpenOption... options) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, options);
        this.reopening = Set.of(options).contains(StandardOpenOption.WRITE)
                ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE)
                : Set.of(StandardOpenOption.READ);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int start = target.position();
        int limit = target.limit();
        target.limit(Math.min(limit, start + AT_ONCE));
        try {
            return (int) perform(open -> open.read(target.position(start), position));
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        int start = source.position();
        int limit = source.limit();
        source.limit(Math.min(limit, start + AT_ONCE));
        try {
            return (int) perform(open -> open.write(source.position(start), position));
        } finally {
            source.limit(limit);
        }
    }

    @Override
    public long size() throws IOException {
        return perform(FileChannel::size);
    }

    @Override
    public void force() throws IOException {
        perform(open -> {
            // Without the times of the file, but with its length.
            open.force(false);
            return 0;
        });
    }

    @Override
    public void truncate(long size) throws IOException {
        perform(open -> open.truncate(size).size());
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** What is done with a channel, the same however often it is done. */
    private interface Operation {
        long on(FileChannel open) throws IOException;
    }

    private long perform(Operation operation) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                FileChannel open = channel;
                try {
                    return operation.on(open);
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                    reopen(open);
                } catch (ClosedChannelException e) {
                    reopen(open);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void reopen(FileChannel broken) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (channel == broken) {
            channel = FileChannel.open(path, reopening);
        }
    }
}
