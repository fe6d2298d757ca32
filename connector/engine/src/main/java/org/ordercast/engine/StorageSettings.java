package org.ordercast.engine;

import java.time.Duration;
import java.util.Objects;

/**
 * How a member keeps the order. Every value is checked; the message of a refusal names the setting, the value and what is
 * allowed.
 *
 * @param durability what the log holds a message against before it is acknowledged; the same in the whole group
 * @param directory where the log is kept, in a directory of its own for each group and member; needed unless the
 *     durability is {@link Durability#MEMORY}
 * @param segmentSize how many bytes a file of the log has before the next is begun, 1 MiB to 1 GiB
 * @param keepBytes how many bytes of the log are kept; the oldest messages above that go, unless a cursor still needs
 *     them. At least 0
 * @param keepTime how long messages are kept, unless a cursor still needs them. At least 0
 */
public record StorageSettings(
        Durability durability, String directory, long segmentSize, long keepBytes, Duration keepTime) {

    /** The default of {@link #durability()}. */
    public static final Durability DEFAULT_DURABILITY = Durability.MEMORY;

    /** The default of {@link #directory()}. */
    public static final String DEFAULT_DIRECTORY = "";

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
        if (durability != Durability.MEMORY && directory.isBlank()) {
            throw new IllegalArgumentException(
                    "logDirectory: '' is not allowed; a directory, for durability is " + durability);
        }
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
}
