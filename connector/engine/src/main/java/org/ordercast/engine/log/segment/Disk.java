package org.ordercast.engine.log.segment;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The few things that the log asks of a directory, so that a simulated disk can stand in for a real one. Called by any
 * thread.
 *
 * <p>What a file's name stands for is only safe from a power failure after {@link #force()}, and its content after
 * {@link DiskFile#force()}.
 */
public interface Disk {

    /**
     * The files in the directory.
     *
     * @return their names, in any order
     * @throws IOException if the directory cannot be read
     */
    List<String> list() throws IOException;

    /**
     * Creates a file to read and write, or empties the one that has the name.
     *
     * @param name its name
     * @return the file
     * @throws IOException if it cannot be created
     */
    DiskFile create(String name) throws IOException;

    /**
     * Opens a file to read and write.
     *
     * @param name its name
     * @return the file
     * @throws IOException if it cannot be opened; a {@link java.nio.file.NoSuchFileException} if there is none
     */
    DiskFile open(String name) throws IOException;

    /**
     * Opens a file to read only.
     *
     * @param name its name
     * @return the file
     * @throws IOException if it cannot be opened; a {@link java.nio.file.NoSuchFileException} if there is none
     */
    DiskFile openReadOnly(String name) throws IOException;

    /**
     * Gives a file another name in one step, in place of a file that may have it.
     *
     * @param from its name
     * @param to its new name
     * @throws IOException if it cannot be renamed
     */
    void rename(String from, String to) throws IOException;

    /**
     * Deletes a file, if there is one.
     *
     * @param name its name
     * @throws IOException if it cannot be deleted
     */
    void delete(String name) throws IOException;

    /**
     * Makes the names of the files safe from a power failure.
     *
     * @throws IOException if that fails
     */
    void force() throws IOException;

    /**
     * How much can still be written.
     *
     * @return the bytes free to this process
     * @throws IOException if it cannot be told
     */
    long freeSpace() throws IOException;

    /**
     * Takes the directory for this process alone.
     *
     * @return gives it free again when closed
     * @throws IOException if somebody else has it, or it cannot be written to
     */
    Closeable lock() throws IOException;
}
