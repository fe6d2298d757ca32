package org.ordercast.engine.log.segment;

import java.time.Duration;

/**
 * How a log is kept. Start from {@link #DEFAULT}.
 *
 * @param segmentSize how many bytes a segment has before the next is begun; a larger record has one of its own
 * @param indexInterval how many bytes of records at least lie between two entries of an index
 * @param bufferSize how many bytes of records may wait to be written before the log has no room
 * @param keepBytes how many bytes of segments to keep; the oldest above that may be dropped
 * @param keepFor for how long to keep what is in a segment
 * @param forcedFirst whether the caller acknowledges nothing that was not forced: then no power failure takes anything
 *     that was acknowledged
 */
public record LogSettings(
        long segmentSize, int indexInterval, int bufferSize, long keepBytes, Duration keepFor, boolean forcedFirst) {

    /** Segments of 128 MiB, 16 MiB of buffers, 10 GiB or a week kept, and acknowledged before it is forced. */
    public static final LogSettings DEFAULT =
            new LogSettings(128L << 20, 64 << 10, 16 << 20, 10L << 30, Duration.ofDays(7), false);

    /**
     * Checks the numbers.
     *
     * @param segmentSize as above
     * @param indexInterval as above
     * @param bufferSize as above
     * @param keepBytes as above
     * @param keepFor as above
     * @param forcedFirst as above
     */
    public LogSettings {
        if (segmentSize < 4096 || indexInterval < 1 || bufferSize < 1 || keepBytes < 0 || keepFor.isNegative()) {
            throw new IllegalArgumentException("a log has segments of 4096 bytes or more, a positive index interval and"
                    + " buffer, and keeps no negative amount; not segmentSize " + segmentSize + ", indexInterval "
                    + indexInterval + ", bufferSize " + bufferSize + ", keepBytes " + keepBytes + ", keepFor "
                    + keepFor);
        }
    }

    /**
     * The same with other segments.
     *
     * @param bytes the size of a segment
     * @param interval the interval of the index
     * @return settings
     */
    public LogSettings withSegments(long bytes, int interval) {
        return new LogSettings(bytes, interval, bufferSize, keepBytes, keepFor, forcedFirst);
    }

    /**
     * The same with another buffer.
     *
     * @param bytes the size of the buffer
     * @return settings
     */
    public LogSettings withBuffer(int bytes) {
        return new LogSettings(segmentSize, indexInterval, bytes, keepBytes, keepFor, forcedFirst);
    }

    /**
     * The same with another retention.
     *
     * @param bytes how many bytes to keep
     * @param age for how long
     * @return settings
     */
    public LogSettings keeping(long bytes, Duration age) {
        return new LogSettings(segmentSize, indexInterval, bufferSize, bytes, age, forcedFirst);
    }

    /**
     * The same for a caller that acknowledges nothing that was not forced.
     *
     * @return settings
     */
    public LogSettings acknowledgingWhatIsForced() {
        return new LogSettings(segmentSize, indexInterval, bufferSize, keepBytes, keepFor, true);
    }
}
