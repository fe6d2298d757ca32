package org.ordercast.engine.log.segment;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A directory of the file system. */
public final class DirectoryDisk implements Disk {

    /** Windows opens no directory as a file, and keeps its names safe by itself. */
    private static final boolean FORCES_DIRECTORIES = File.separatorChar == '/';

    private final Path directory;

    private DirectoryDisk(Path directory) {
        this.directory = directory;
    }

    /**
     * A directory to write to, which is created if there is none.
     *
     * @param directory its path
     * @return the disk
     * @throws LogUnavailableException if it is no directory, or cannot be created or written to
     */
    public static DirectoryDisk writable(Path directory) throws LogUnavailableException {
        Path path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw notADirectory(path, e);
        } catch (IOException e) {
            throw new LogUnavailableException(
                    "the log's directory " + path + " cannot be created (" + reason(e)
                            + "); create it, or choose another",
                    e);
        }
        if (!Files.isWritable(path)) {
            throw new LogUnavailableException("the log's directory " + path + " is not writable for user "
                    + System.getProperty("user.name") + "; change its permissions, or choose another");
        }
        return new DirectoryDisk(path);
    }

    /**
     * A directory to look at.
     *
     * @param directory its path
     * @return the disk
     * @throws LogUnavailableException if there is no such directory
     */
    public static DirectoryDisk readable(Path directory) throws LogUnavailableException {
        Path path = directory.toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            throw new LogUnavailableException("there is no directory " + path);
        }
        if (!Files.isDirectory(path)) {
            throw notADirectory(path, new NotDirectoryException(path.toString()));
        }
        return new DirectoryDisk(path);
    }

    @Override
    public List<String> list() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                names.add(file.getFileName().toString());
            }
        }
        return names;
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return new ChannelFile(
                directory.resolve(name),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return new ChannelFile(directory.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public DiskFile openReadOnly(String name) throws IOException {
        return new ChannelFile(directory.resolve(name), StandardOpenOption.READ);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(
                directory.resolve(from),
                directory.resolve(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    @Override
    public void force() throws IOException {
        if (FORCES_DIRECTORIES) {
            try (DiskFile names = new ChannelFile(directory, StandardOpenOption.READ)) {
                names.force();
            }
        }
    }

    @Override
    public long freeSpace() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    @Override
    public Closeable lock() throws IOException {
        return DirectoryLock.take(directory.toRealPath());
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    private static LogUnavailableException notADirectory(Path path, IOException cause) {
        return new LogUnavailableException(
                "the log's directory " + path + " is not a directory; choose another path", cause);
    }

    /** What the system says, for the message of a file system exception is often the path alone. */
    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
