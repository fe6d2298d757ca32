package org.ordercast.benchmarks.runs;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * How long messages took from the moment at which they were to be sent, late or not, until they were received: of each message whose
 * moment is in the measured part, whenever it came. For one thread at a time.
 *
 * @param atPublisher nanoseconds at the members that published the messages themselves
 * @param atOthers nanoseconds at all other members
 */
record Latencies(Histogram atPublisher, Histogram atOthers) {

    private static final long MOST = TimeUnit.MINUTES.toNanos(5);
    private static final int DIGITS = 3;

    Latencies() {
        this(new Histogram(MOST, DIGITS), new Histogram(MOST, DIGITS));
    }

    void record(boolean own, long nanos) {
        (own ? atPublisher : atOthers).recordValue(Math.max(0, Math.min(nanos, MOST)));
    }

    void add(Latencies others) {
        atPublisher.add(others.atPublisher);
        atOthers.add(others.atOthers);
    }

    /** As a text without spaces. */
    String encode() {
        return encode(atPublisher) + "," + encode(atOthers);
    }

    /** What {@link #encode} wrote. */
    static Latencies decode(String text) {
        int comma = text.indexOf(',');
        return new Latencies(decodeOne(text.substring(0, comma)), decodeOne(text.substring(comma + 1)));
    }

    private static String encode(Histogram histogram) {
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        histogram.encodeIntoCompressedByteBuffer(bytes);
        bytes.flip();
        byte[] encoded = new byte[bytes.remaining()];
        bytes.get(encoded);
        return Base64.getEncoder().encodeToString(encoded);
    }

    private static Histogram decodeOne(String text) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), MOST);
        } catch (DataFormatException damaged) {
            throw new IllegalArgumentException("not a histogram: " + text, damaged);
        }
    }
}
