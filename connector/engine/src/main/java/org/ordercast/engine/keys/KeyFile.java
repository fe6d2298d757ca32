package org.ordercast.engine.keys;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.security.KeyRing;

/**
 * A file that holds a group's keys, as {@link KeyText} reads them, and may change while the member runs. For one thread
 * at a time.
 */
public final class KeyFile {

    private static final String SETTING = "groupKeyFile";

    private final Path path;
    private @Nullable KeyRing keys;
    private @Nullable FileTime modified;
    private boolean unreadable;

    private KeyFile(Path path) {
        this.path = path;
    }

    /**
     * Names a file.
     *
     * @param path its path, as the setting gives it
     * @return the file, not read yet
     * @throws IOException if that is no path on this system
     */
    static KeyFile at(String path) throws IOException {
        try {
            return new KeyFile(Path.of(path));
        } catch (InvalidPathException e) {
            throw new IOException(SETTING + ": '" + path + "' is no path on this system (" + e.getReason() + ")", e);
        }
    }

    /**
     * Reads the file.
     *
     * @return the keys
     * @throws IOException if it cannot be read, or says what is not allowed; the message shows nothing of the keys
     */
    KeyRing read() throws IOException {
        // Before the text, so that a change in between is seen the next time.
        modified = modified();
        keys = parsed();
        return keys;
    }

    /**
     * Reads the file if it was modified since it was read last.
     *
     * @return the keys, if they are others than before
     * @throws IOException once for each change, if the file cannot be read or says what is not allowed; the message shows
     *     nothing of the keys
     */
    public Optional<KeyRing> readIfChanged() throws IOException {
        FileTime now;
        try {
            now = modified();
            unreadable = false;
        } catch (IOException e) {
            if (unreadable) {
                return Optional.empty();
            }
            unreadable = true;
            throw e;
        }
        if (now.equals(modified)) {
            return Optional.empty();
        }
        KeyRing before = keys;
        KeyRing after = read();
        return after.equals(before) ? Optional.empty() : Optional.of(after);
    }

    @Override
    public String toString() {
        return SETTING + ": '" + path + "'";
    }

    private FileTime modified() throws IOException {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private KeyRing parsed() throws IOException {
        String text;
        try {
            text = Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new IOException(this + " is no text; id:base64 for each key, commas between several", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
        try {
            return KeyText.parse(toString(), text);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private IOException unreadable(IOException cause) {
        return new IOException(
                this + " cannot be read (" + cause + "); it must be there, and readable by this process", cause);
    }
}
