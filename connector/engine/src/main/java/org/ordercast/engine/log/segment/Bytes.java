package org.ordercast.engine.log.segment;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;

/** Whole reads and writes of files, which by themselves may do a part of what is asked. */
final class Bytes {

    private Bytes() {}

    /** Reads until the buffer is full. */
    static void read(DiskFile file, ByteBuffer target, long position) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int count = file.read(target, at);
            if (count < 0) {
                throw new EOFException(file + " ends at " + at + ", before " + (at + target.remaining()));
            }
            at += count;
        }
    }

    /** Writes all of the buffer. If it fails, the buffer's position says how much was written. */
    static void write(DiskFile file, ByteBuffer source, long position) throws IOException {
        int start = source.position();
        while (source.hasRemaining()) {
            int before = source.position();
            boolean done = false;
            try {
                if (file.write(source, position + before - start) == 0) {
                    throw new IOException(file + " takes no more bytes at " + (position + before - start));
                }
                done = true;
            } finally {
                if (!done) {
                    source.position(before);
                }
            }
        }
    }

    /** The whole of a small file; an empty buffer if there is none, or it has more bytes than are allowed. */
    static ByteBuffer readFile(Disk disk, String name, int most) throws IOException {
        try (DiskFile file = disk.openReadOnly(name)) {
            long size = file.size();
            ByteBuffer bytes = ByteBuffer.allocate(size > most ? 0 : (int) size);
            read(file, bytes, 0);
            return bytes.flip();
        } catch (NoSuchFileException none) {
            return ByteBuffer.allocate(0);
        }
    }

    /** Writes a small file so that there is always the old one or the new one, whole. */
    static void replaceFile(Disk disk, String name, ByteBuffer bytes) throws IOException {
        String unfinished = name + SegmentNames.UNFINISHED;
        try (DiskFile file = disk.create(unfinished)) {
            write(file, bytes, 0);
            file.force();
        }
        disk.rename(unfinished, name);
        disk.force();
    }

    /** The same as far as processes see it: what a power failure leaves may be neither the old one nor the new one. */
    static void replaceFileUnforced(Disk disk, String name, ByteBuffer bytes) throws IOException {
        String unfinished = name + SegmentNames.UNFINISHED;
        try (DiskFile file = disk.create(unfinished)) {
            write(file, bytes, 0);
        }
        disk.rename(unfinished, name);
    }
}
