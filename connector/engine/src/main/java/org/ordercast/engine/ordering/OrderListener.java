package org.ordercast.engine.ordering;

import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.membership.View;

/** Hears what the order says, in order. */
public interface OrderListener {

    /**
     * Whether the messages of a publisher up to a number can have their places. Asked before anything is applied.
     *
     * @param publisher the publisher's incarnation
     * @param last the number of the last of these messages
     * @return false for this member's own messages, where it has not sent them, or knows of later ones that are ordered
     */
    boolean canBeOrdered(long publisher, long last);

    /**
     * Content of a publisher has its place, whether its message is complete or not.
     *
     * @param publisher the publisher's incarnation
     * @param bytes how many bytes of content, counted as {@code EntryWriter} writes them
     */
    void onContent(long publisher, int bytes);

    /**
     * Messages are complete and have their places.
     *
     * @param batch the messages
     * @param digest the order's digest after them
     */
    void onMessages(OrderedBatch batch, long digest);

    /**
     * Messages are not to be had any more.
     *
     * @param gap which, and why
     */
    void onMissed(LogRecord.Gap gap);

    /**
     * What messages that were passed over would have said is known: how far their publishers have come.
     *
     * @param there what is known behind them
     */
    void onPassedOver(LogState there);

    /**
     * An epoch began, before the records that follow.
     *
     * @param start which
     */
    void onEpoch(LogRecord.EpochStart start);

    /**
     * A view takes effect.
     *
     * @param view the view
     * @param digest the order's digest after it
     */
    void onView(View view, long digest);
}
