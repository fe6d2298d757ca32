package org.ordercast.engine.simulation;

import java.nio.ByteBuffer;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.PublishFrame;

/**
 * Measures what a member sends again: a numbered frame that is not newer than the newest of its stream is a repair, and so is
 * another publisher's. The
 * measure is a bucket that leaks at the rate of repair; it must never hold more than what may be sent at once.
 */
final class RepairPace {

    private static final int LEAST_BURST = 256 * 1024;
    private static final int BURSTS_A_SECOND = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final String member;
    private final int rate;
    private final int most;
    private long stream;
    private long newest;
    private double level;
    private long leakedAt;

    /**
     * A measure of nothing yet.
     *
     * @param rate how many bytes a second repair may send
     * @param maxDatagramSize how many bytes the last repair before a break may be
     */
    RepairPace(String member, int rate, int maxDatagramSize) {
        this.member = member;
        this.rate = rate;
        this.most = Math.max(rate / BURSTS_A_SECOND, LEAST_BURST) + maxDatagramSize;
    }

    /** The member sends a datagram. */
    void sent(ByteBuffer datagram, long now) {
        ByteBuffer frame = datagram.slice();
        FrameType type = FrameHeader.type(frame);
        if (type == FrameType.ORDER) {
            sent(OrderFrame.epoch(frame), OrderFrame.number(frame), frame.limit(), now);
        } else if (type == FrameType.PUBLISH && PublishFrame.publisher(frame) != FrameHeader.source(frame)) {
            sentAgain(frame.limit(), now);
        } else if (type == FrameType.PUBLISH) {
            sent(-PublishFrame.stream(frame), PublishFrame.number(frame), frame.limit(), now);
        }
    }

    private void sent(long itsStream, long number, int bytes, long now) {
        if (itsStream != stream) {
            stream = itsStream;
            newest = 0;
            level = 0;
        }
        if (number > newest) {
            newest = number;
        } else {
            sentAgain(bytes, now);
        }
    }

    private void sentAgain(int bytes, long now) {
        level = Math.max(0, level - (now - leakedAt) * (double) rate / NANOS_PER_SECOND) + bytes;
        leakedAt = now;
        if (level > most) {
            throw new InvariantViolation(
                    Invariant.BOUNDED,
                    member + " has sent " + (long) level + " bytes of repair above its rate of " + rate
                            + " a second; at most " + most + " at once");
        }
    }
}
