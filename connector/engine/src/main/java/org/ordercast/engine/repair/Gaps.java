package org.ordercast.engine.repair;

import java.util.List;
import org.ordercast.engine.frame.NakFrame;

/** What a receiver misses of numbered frames that it knows of. */
public interface Gaps {

    /**
     * The first number that is missing, or the next to come.
     *
     * @return a number, 1 or more
     */
    long next();

    /**
     * The highest number that is known of.
     *
     * @return a number, or that before the first
     */
    long highest();

    /**
     * How many are known of and not here.
     *
     * @return the number of missing frames
     */
    long missing();

    /**
     * What is missing.
     *
     * @param after only what is behind this number
     * @param limit how many ranges at the most
     * @return the first ranges of missing frames, empty if there are none
     */
    List<NakFrame.Range> missingRanges(long after, int limit);
}
