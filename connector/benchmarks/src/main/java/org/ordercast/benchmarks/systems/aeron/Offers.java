package org.ordercast.benchmarks.systems.aeron;

import io.aeron.Publication;

/** What a publication answers to an offer that it did not take. */
final class Offers {

    private Offers() {}

    /** Whether to offer again: yes, as long as the publication lives. */
    static void failUnlessRetriable(long result) {
        if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
            throw new IllegalStateException("an Aeron publication takes no more: " + Publication.errorString(result));
        }
    }
}
