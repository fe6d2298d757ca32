package org.ordercast.benchmarks;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What a directory's disk can do by itself: one file, written and read from end to end. */
final class RawDisk {

    private static final int CHUNK = 1 << 20;

    private RawDisk() {}

    /** Writes a file of so many bytes, forces it, and gives the seconds. */
    static double write(Path file, long bytes) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        new SplittableRandom(1).longs(CHUNK / Long.BYTES).forEach(chunk::putLong);
        long begun = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            for (long written = 0; written < bytes; ) {
                written += channel.write(chunk.clear());
            }
            channel.force(false);
        }
        return seconds(begun);
    }

    /** Reads a file to its end, and gives the seconds. */
    static double read(Path file) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        long begun = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, READ)) {
            while (channel.read(chunk.clear()) >= 0) {
                // Only the time is wanted.
            }
        }
        return seconds(begun);
    }

    /**
     * Lets the operating system forget what it has in memory of the files in a directory, so that they are read from the disk.
     *
     * @throws IOException where that cannot be had: a figure of the memory would pass for one of the disk
     */
    static void forget(Path directory) throws IOException, InterruptedException {
        for (Path file : files(directory)) {
            List<String> command =
                    List.of("dd", "of=" + file, "oflag=nocache", "conv=notrunc,fdatasync", "count=0", "status=none");
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IOException("the system cannot be made to forget " + file + ": " + String.join(" ", command));
            }
        }
    }

    /** How many bytes the files in a directory have. */
    static long size(Path directory) throws IOException {
        long bytes = 0;
        for (Path file : files(directory)) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /** Deletes the files in a directory, and the directory. */
    static void delete(Path directory) throws IOException {
        for (Path file : files(directory)) {
            Files.delete(file);
        }
        Files.delete(directory);
    }

    static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
