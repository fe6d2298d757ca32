package org.ordercast.engine;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How a member keeps the order. Every value is checked; the message of a refusal names the setting, the value and what is
 * allowed.
 *
 * @param durability what the log holds a message against before it is acknowledged; the same in the whole group
 * @param directory where the log is kept, unless the durability is {@link Durability#MEMORY}: in a directory of its own
 *     for each group and member. Empty: {@value #HOME_DIRECTORY} in the home directory of the process's user
 * @param segmentSize how many bytes a file of the log has before the next is begun, 1 MiB to 1 GiB
 * @param keepBytes how many bytes of the log are kept; the oldest messages above that go, unless a cursor still needs
 *     them. At least 0
 * @param keepTime how long messages are kept, unless a cursor still needs them. At least 0
 */
public record StorageSettings(
        Durability durability, String directory, long segmentSize, long keepBytes, Duration keepTime) {

    /** The default of {@link #durability()}. */
    public static final Durability DEFAULT_DURABILITY = Durability.OS;

    /** The default of {@link #directory()}. */
    public static final String DEFAULT_DIRECTORY = "";

    /** Where in the user's home directory the log is kept if no directory is given. */
    public static final String HOME_DIRECTORY = ".ordercast";

    /** The default of {@link #segmentSize()}. */
    public static final long DEFAULT_SEGMENT_SIZE = 128L << 20;

    /** The default of {@link #keepBytes()}. */
    public static final long DEFAULT_KEEP_BYTES = 10L << 30;

    /** The default of {@link #keepTime()}. */
    public static final Duration DEFAULT_KEEP_TIME = Duration.ofDays(7);

    /** Everything at its default. */
    public static final StorageSettings DEFAULT = new StorageSettings(
            DEFAULT_DURABILITY, DEFAULT_DIRECTORY, DEFAULT_SEGMENT_SIZE, DEFAULT_KEEP_BYTES, DEFAULT_KEEP_TIME);

    /**
     * Checks every value.
     *
     * @param durability as above
     * @param directory as above
     * @param segmentSize as above
     * @param keepBytes as above
     * @param keepTime as above
     * @throws IllegalArgumentException if a value, or a combination, is not allowed
     */
    public StorageSettings {
        Objects.requireNonNull(durability, "durability");
        Objects.requireNonNull(directory, "logDirectory");
        Objects.requireNonNull(keepTime, "logKeepTime");
        checkPath(directory);
        if (segmentSize < 1 << 20 || segmentSize > 1 << 30) {
            throw new IllegalArgumentException(
                    "logSegmentSize: " + segmentSize + " is not allowed; " + (1 << 20) + " to " + (1 << 30));
        }
        if (keepBytes < 0) {
            throw new IllegalArgumentException("logKeepBytes: " + keepBytes + " is not allowed; at least 0");
        }
        if (keepTime.isNegative()) {
            throw new IllegalArgumentException(
                    "logKeepTime: " + keepTime.toMillis() + " ms is not allowed; at least 0");
        }
    }

    /** A log that ends with the process. */
    public static final StorageSettings IN_MEMORY = new StorageSettings(
            Durability.MEMORY, DEFAULT_DIRECTORY, DEFAULT_SEGMENT_SIZE, DEFAULT_KEEP_BYTES, DEFAULT_KEEP_TIME);

    /**
     * A log on disk with everything else at its default.
     *
     * @param durability how durable
     * @param directory where
     * @return the settings
     */
    public static StorageSettings onDisk(Durability durability, String directory) {
        return new StorageSettings(durability, directory, DEFAULT_SEGMENT_SIZE, DEFAULT_KEEP_BYTES, DEFAULT_KEEP_TIME);
    }

    /**
     * The same in a directory.
     *
     * @param path where
     * @return settings
     */
    public StorageSettings in(String path) {
        return new StorageSettings(durability, path, segmentSize, keepBytes, keepTime);
    }

    private static void checkPath(String directory) {
        try {
            Objects.requireNonNull(Path.of(directory));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "logDirectory: '" + directory + "' is not allowed; the path of a directory (" + e.getReason() + ")",
                    e);
        }
    }
}
