package org.ordercast.engine.log;

/** Those who may still read batches that their log has let go of. Asked on the thread that writes the log. */
public interface BatchReaders {

    /**
     * How many cursors were closed, each of which may still be read by a thread that has not noticed.
     *
     * @return a number that never falls
     */
    int closed();

    /**
     * Whether an open cursor may be reading a batch.
     *
     * @param first the first sequence of a run of batches
     * @param last the last one
     * @return true if one of those batches may be read now
     */
    boolean areWithin(long first, long last);
}
