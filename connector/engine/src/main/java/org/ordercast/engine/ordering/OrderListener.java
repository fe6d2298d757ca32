package org.ordercast.engine.ordering;

import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.membership.View;

/** Hears what the order says, in order. */
public interface OrderListener {

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
     */
    void onMessages(OrderedBatch batch);

    /**
     * A view takes effect.
     *
     * @param view the view
     */
    void onView(View view);
}
